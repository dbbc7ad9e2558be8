// Progressive enhancement of a grid that is filled in: each answer is saved on its way. The button does it without this file.
(function () {
  'use strict';

  var forme = document.querySelector('form[data-grille]');
  if (!forme) { return; }
  var etat = forme.querySelector('[data-grille-etat]'), file = Promise.resolve(), attente = 0;

  // One after the other: each save replaces the sheet that the one before has left.
  forme.addEventListener('change', function () {
    attente += 1;
    etat.textContent = 'Enregistrement…';
    file = file.then(enregistrer).finally(function () { attente -= 1; });
  });

  function enregistrer() {
    var options = { method: 'POST', body: new FormData(forme), headers: { Accept: 'application/json' }, keepalive: true };
    return fetch(forme.action, options).then(function (reponse) {
      if (reponse.status === 204) {
        forme.elements.vu.value = reponse.headers.get('Grille-Vue');
        if (attente === 1) { etat.textContent = 'Réponses enregistrées.'; }
        return undefined;
      }
      etat.textContent = 'Réponses non enregistrées : choisissez « Enregistrer mes réponses » pour savoir pourquoi.';
      return undefined;
    }).catch(function () { etat.textContent = 'Réponses non enregistrées : la connexion s’est interrompue.'; });
  }
})();
