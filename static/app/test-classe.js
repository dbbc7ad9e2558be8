// The tester's form, which works without this file: saved on its way, and kept on the device while there is no network.
(function () {
  'use strict';

  var forme = document.querySelector('form[data-test-reponses]'), page = document.querySelector('[data-test-rendu]');
  // Handed in: what the device kept has arrived.
  if (page) { oublier('test-' + page.dataset.test); }
  if (!forme) { return; }

  var cle = 'test-' + forme.dataset.testReponses, etat = forme.querySelector('[data-etat]');
  var minuteur = null, envoi = false, encore = false;
  var NON_GARDES = ['csrfmiddlewaretoken'];

  reprendre();
  forme.addEventListener('input', function () { garder(); plusTard(1500); });
  forme.addEventListener('change', function () { garder(); plusTard(300); });
  window.addEventListener('online', function () { if (lire(cle)) { plusTard(0); } });
  window.addEventListener('offline', horsLigne);
  forme.addEventListener('submit', function (e) {
    garder();
    if (navigator.onLine === false) {
      e.preventDefault();
      horsLigne();
      etat.focus();
    }
  });

  function champs() {
    var tous = {};
    new FormData(forme).forEach(function (valeur, nom) {
      if (NON_GARDES.indexOf(nom) === -1) { tous[nom] = valeur; }
    });
    return tous;
  }

  // The device first: whatever happens to the network or to the page, what was typed is there.
  function garder() { ecrire(cle, JSON.stringify(champs())); }

  function reprendre() {
    var texte = lire(cle), gardes;
    if (!texte) { return; }
    try { gardes = JSON.parse(texte); } catch (erreur) { oublier(cle); return; }
    Object.keys(gardes).forEach(function (nom) {
      var element = forme.elements[nom];
      if (!element || nom === 'grille-version') { return; }
      element.value = gardes[nom];
      if (gardes[nom] && nom.indexOf('plus-') === 0) { forme.querySelector('details').open = true; }
    });
    dire('Ce que cet appareil avait gardé est revenu.');
    plusTard(0);
  }

  function plusTard(delai) {
    window.clearTimeout(minuteur);
    minuteur = window.setTimeout(envoyer, delai);
  }

  function envoyer() {
    if (navigator.onLine === false) { horsLigne(); return; }
    if (envoi) { encore = true; return; }
    var parti = JSON.stringify(champs());
    envoi = true;
    fetch(forme.dataset.brouillon, { method: 'POST', body: new FormData(forme), headers: { Accept: 'application/json' } })
      .then(function (reponse) {
        if (reponse.status === 204) {
          if (lire(cle) === parti) { oublier(cle); }
          dire('Brouillon enregistré.');
          return null;
        }
        if (reponse.status === 409) {
          return reponse.json().then(function (dit) { dire(dit.erreur); });
        }
        dire('Le brouillon reste sur cet appareil pour l’instant : un nouvel essai suit.', 'hors-ligne');
        plusTard(15000);
        return null;
      })
      .catch(horsLigne)
      .finally(function () {
        envoi = false;
        if (encore) { encore = false; plusTard(0); }
      });
  }

  function horsLigne() {
    garder();
    dire('Pas de réseau : vos réponses sont gardées sur cet appareil. Elles repartiront dès que la connexion revient.', 'hors-ligne');
  }

  function dire(texte, ton) {
    etat.textContent = texte;
    if (ton) { etat.dataset.ton = ton; } else { delete etat.dataset.ton; }
  }

  // A browser may refuse to keep anything: the form then works as without this file.
  function ecrire(nom, texte) { try { window.localStorage.setItem(nom, texte); } catch (erreur) { return; } }
  function lire(nom) { try { return window.localStorage.getItem(nom); } catch (erreur) { return null; } }
  function oublier(nom) { try { window.localStorage.removeItem(nom); } catch (erreur) { return; } }
})();
