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

  // What is typed in such a form is lost by leaving: the browser asks first. A refused form is typed and not saved.
  document.querySelectorAll('form[data-saisie]').forEach(function (form) {
    var saisie = form.querySelector('[aria-invalid="true"], #resume-erreurs') !== null;
    form.addEventListener('input', function () { saisie = true; });
    form.addEventListener('submit', function () { saisie = false; });
    window.addEventListener('beforeunload', function (e) { if (saisie) { e.preventDefault(); } });
  });

  // After a refused form, the summary gets the focus so that it is read first; without one, the field at fault.
  var resume = document.getElementById('resume-erreurs') || document.querySelector('main [aria-invalid="true"]');
  if (resume) { resume.focus(); }

  // What is only worth its room on a wide screen: folded on a narrow one, where its summary shows.
  var etroit = window.matchMedia('(max-width: 47.99em)');
  function plier() {
    document.querySelectorAll('details[data-pli-etroit]').forEach(function (pli) { pli.open = !etroit.matches; });
  }
  etroit.addEventListener('change', plier);
  plier();

  // The browser cuts a pasted text at maxlength without a word: keep it whole and say by how much it is too long.
  document.querySelectorAll('textarea[maxlength]').forEach(function (champ) {
    var maximum = champ.maxLength, alerte = document.createElement('p');
    champ.removeAttribute('maxlength');
    alerte.setAttribute('role', 'status');
    champ.after(alerte);
    function compter() {
      var trop = Array.from(champ.value).length - maximum;
      alerte.className = trop > 0 ? 'fr-message fr-message--error' : '';
      alerte.textContent = trop > 0 ? 'Trop long de ' + trop.toLocaleString('fr-FR') + (trop > 1 ? ' caractères' : ' caractère') + ' : ' + maximum.toLocaleString('fr-FR') + ' au plus.' : '';
    }
    champ.addEventListener('input', compter);
    compter();
  });
})();
