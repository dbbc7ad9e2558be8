// Progressive enhancement only: every page works without this file.
(function () {
  'use strict';

  // A second click on a slow connection must not send the form twice.
  document.addEventListener('submit', function (e) {
    var form = e.target;
    if (form.method !== 'post' || e.defaultPrevented) { return; }
    if (form.dataset.envoye) { e.preventDefault(); return; }
    form.dataset.envoye = 'oui';
    // A form that answers with a file leaves the page in place: let it be sent again later.
    setTimeout(function () { delete form.dataset.envoye; }, 10000);
  });

  // Coming back with the browser's arrow restores the page as it was left: allow sending again.
  window.addEventListener('pageshow', function (e) {
    if (!e.persisted) { return; }
    document.querySelectorAll('form[data-envoye]').forEach(function (form) { delete form.dataset.envoye; });
  });

  // After a refused form, the summary gets the focus so that it is read first.
  var resume = document.getElementById('resume-erreurs');
  if (resume) { resume.focus(); }
})();
