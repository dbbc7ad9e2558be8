// Progressive enhancement of the deposit page, which works without this file: answers kept.
// The files are depot-envois.js's, the draft brouillon.js's.
(function () {
  'use strict';

  var fin = document.querySelector('form[data-brouillon]');
  var reponses = Array.from(document.querySelectorAll('form[data-reponse]'));
  reponses.forEach(garderLaReponse);
  if (fin && reponses.length) { fin.addEventListener('submit', enregistrerLesReponses); }

  function valeurs(forme) {
    var choix = forme.querySelector('input[name=reponse]:checked');
    return { reponse: choix ? choix.value : '', texte: forme.elements.texte.value };
  }

  // An answer that is typed and not saved yet comes back when the page does: another answer saved, a reload, a file replaced.
  function garderLaReponse(forme) {
    var cle = forme.dataset.reponse, avant = JSON.stringify(valeurs(forme)), etat = forme.querySelector('[data-reponse-etat]');
    var gardee = lire(cle);
    function modifiee() { return JSON.stringify(valeurs(forme)) !== avant; }
    function noter() {
      forme.dataset.modifiee = modifiee() ? 'oui' : '';
      etat.textContent = modifiee() ? 'Pas encore enregistrée.' : '';
      ecrire(cle, modifiee() ? JSON.stringify({ avant: avant, valeurs: valeurs(forme) }) : null);
    }
    // Only over the answer it was typed on: a co-producer may have answered since.
    if (gardee && gardee.avant === avant) {
      forme.elements.texte.value = gardee.valeurs.texte;
      forme.querySelectorAll('input[name=reponse]').forEach(function (radio) { radio.checked = radio.value === gardee.valeurs.reponse; });
      forme.closest('details').open = true;
    }
    noter();
    forme.addEventListener('input', noter);
  }

  // « Déposer » and « Enregistrer le brouillon » first save the answers typed above, and stop where one is refused.
  function enregistrerLesReponses(e) {
    var attendent = reponses.filter(function (forme) { return forme.dataset.modifiee; });
    if (!attendent.length) { return; }
    e.preventDefault();
    var bouton = e.submitter;
    attendent.reduce(function (suite, forme) {
      return suite.then(function () {
        return fetch(forme.action, { method: 'POST', body: new FormData(forme) }).then(function (reponse) {
          if (!reponse.redirected) { throw forme; }
          forme.dataset.modifiee = '';
          ecrire(forme.dataset.reponse, null);
        });
      });
    }, Promise.resolve()).then(function () { fin.requestSubmit(bouton); }).catch(function (forme) {
      forme = forme.dataset ? forme : attendent[0];
      forme.closest('details').open = true;
      forme.querySelector('[data-reponse-etat]').textContent = 'Cette réponse n’a pas pu être enregistrée : choisissez « C’est fait », ou « Remarque déclinée » avec une explication. « Enregistrer ma réponse » dit ce qui manque, ou qui a répondu entre-temps.';
      (forme.querySelector('input[name=reponse]:checked') ? forme.elements.texte : forme.querySelector('input[name=reponse]')).focus();
    });
  }

  // The browser may refuse its storage (private mode): the page then works as without this file.
  function lire(cle) { try { return JSON.parse(sessionStorage.getItem(cle)); } catch (e) { return null; } }
  function ecrire(cle, valeur) {
    try { if (valeur === null) { sessionStorage.removeItem(cle); } else { sessionStorage.setItem(cle, valeur); } } catch (e) { /* nothing to keep it in */ }
  }
})();
