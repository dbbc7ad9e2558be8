// Progressive enhancement of the pages where a version is read. Load it wherever an element has data-version-ouverte.
(function () {
  'use strict';

  // The first reader makes the deposit final: opening or downloading is told to the service, once a page.
  document.querySelectorAll('[data-version-ouverte]').forEach(function (zone) {
    var dite = false;
    function dire() {
      var jeton = document.querySelector('input[name=csrfmiddlewaretoken]');
      if (dite || !jeton) { return; }
      dite = true;
      fetch(zone.dataset.versionOuverte, { method: 'POST', headers: { 'X-CSRFToken': jeton.value }, keepalive: true }).catch(function () { dite = false; });
    }
    zone.addEventListener('click', function (e) { if (e.target.closest('a[href]')) { dire(); } });
    // « toggle » does not bubble: it is caught on its way down.
    zone.addEventListener('toggle', function (e) { if (e.target.open) { dire(); } }, true);
  });

  document.addEventListener('keydown', function (e) {
    var champ = e.target.closest && e.target.closest('[data-envoi-clavier]');
    if (champ && e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); champ.form.requestSubmit(); }
  });

  // Back from adding a remark: ready to write the next one.
  if (location.hash === '#remarque') {
    var champ = document.querySelector('#remarque [data-envoi-clavier]');
    if (champ) { champ.focus(); }
  }
})();
