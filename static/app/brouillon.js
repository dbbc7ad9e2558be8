// Progressive enhancement of the deposit's last part, which works without this file: saved on its way, lines added and taken off in place.
(function () {
  'use strict';

  var forme = document.querySelector('form[data-brouillon]');
  if (!forme) { return; }
  var etat = forme.querySelector('[data-brouillon-etat]'), file = Promise.resolve(), attente = 0;

  forme.addEventListener('change', enregistrer);
  forme.addEventListener('click', function (e) {
    var bouton = e.target.closest('button[name=ajouter], button[name=retirer]');
    if (!bouton) { return; }
    e.preventDefault();
    if (bouton.name === 'ajouter') { ajouter(bouton); } else { retirer(bouton); }
  });

  // One after the other: each save says over which revision of the shared draft it writes.
  function enregistrer() {
    attente += 1;
    etat.textContent = 'Enregistrement…';
    file = file.then(function () {
      var options = { method: 'POST', body: new FormData(forme), headers: { Accept: 'application/json' }, keepalive: true };
      return fetch(forme.dataset.brouillon, options).then(function (reponse) {
        if (reponse.status === 204) {
          forme.elements.lu.value = reponse.headers.get('Brouillon-Revision') || forme.elements.lu.value;
          if (attente === 1) { etat.textContent = 'Brouillon enregistré.'; }
          return actualiser();
        }
        return (reponse.status === 409 ? reponse.json() : Promise.resolve({})).then(function (dit) {
          etat.textContent = dit.erreur ? dit.erreur + ' Votre texte n’est pas encore enregistré.' : 'Brouillon non enregistré : choisissez « Enregistrer le brouillon » pour voir ce qui est à corriger.';
        });
      }).catch(function () { etat.textContent = 'Brouillon non enregistré : la connexion s’est interrompue.'; });
    }).finally(function () { attente -= 1; });
  }

  // What is missing, without touching what is being typed.
  function actualiser() {
    return fetch(window.location.pathname).then(function (reponse) { return reponse.text(); }).then(function (html) {
      var page = new DOMParser().parseFromString(html, 'text/html');
      ['depot-etat', 'depot-resume', 'depot-manques'].forEach(function (id) {
        var ici = document.getElementById(id), la = page.getElementById(id);
        if (ici && la) { ici.replaceChildren.apply(ici, Array.from(la.childNodes)); }
      });
    });
  }

  function ajouter(bouton) {
    var lignes = forme.querySelector('[data-lignes=' + bouton.value + ']'), total = forme.elements[bouton.value + '-TOTAL_FORMS'];
    var rang = Number(total.value), modele = lignes.querySelector('[data-ligne]:last-child'), vide;
    if (rang >= Number(lignes.dataset.maximum)) {
      etat.textContent = lignes.dataset.maximum + ' lignes au plus.';
      return;
    }
    vide = modele.cloneNode(true);
    vide.hidden = false;
    renumeroter(vide, bouton.value + '-' + (rang - 1), bouton.value + '-' + rang, rang + 1);
    vider(vide);
    lignes.append(vide);
    total.value = rang + 1;
    vide.querySelector('input, select').focus();
  }

  function renumeroter(ligne, avant, apres, rang) {
    ligne.querySelectorAll('*').forEach(function (element) {
      ['id', 'for', 'name', 'value', 'aria-describedby', 'aria-labelledby'].forEach(function (nom) {
        var valeur = element.getAttribute(nom);
        if (valeur && valeur.indexOf(avant) !== -1) { element.setAttribute(nom, valeur.replaceAll(avant, apres)); }
      });
    });
    ligne.querySelector('[data-rang]').textContent = rang;
    ligne.querySelector('button .fr-sr-only').textContent = ' la ligne ' + rang;
  }

  function vider(ligne) {
    ligne.querySelectorAll('input').forEach(function (champ) { champ.value = ''; });
    ligne.querySelectorAll('select').forEach(function (champ) { champ.selectedIndex = 0; });
  }

  // A line left blank is no line: it goes with the next save.
  function retirer(bouton) {
    var ligne = bouton.closest('[data-ligne]'), groupe = ligne.closest('.app-groupe');
    vider(ligne);
    ligne.hidden = true;
    groupe.querySelector('button[name=ajouter]').focus();
    enregistrer();
  }
})();
