// Progressive enhancement of the deposit page, which works without this file: drop zone, progress, answers kept.
(function () {
  'use strict';

  var forme = document.querySelector('form[data-depot]');
  if (forme) { ameliorerAjout(forme); }
  var fin = document.querySelector('form[data-brouillon]');
  var reponses = Array.from(document.querySelectorAll('form[data-reponse]'));
  reponses.forEach(garderLaReponse);
  if (fin && reponses.length) { fin.addEventListener('submit', enregistrerLesReponses); }

  function creer(balise, classe, texte) {
    var element = document.createElement(balise);
    if (classe) { element.className = classe; }
    if (texte) { element.textContent = texte; }
    return element;
  }

  function ameliorerAjout(forme) {
    var champ = forme.querySelector('input[type=file]');
    var maximum = Number(champ.dataset.tailleMax);
    var zone = creer('div', 'app-depot__zone', 'Déposez des fichiers ici, ou choisissez-les avec le bouton ci-dessus.');
    var envois = creer('ul', 'app-depot__envois');
    var annonce = creer('p', 'fr-sr-only');
    annonce.setAttribute('role', 'status');
    champ.closest('.fr-upload-group').after(zone, envois, annonce);
    // The files leave as soon as they are chosen: the button would send them twice.
    forme.querySelector('.app-boutons').classList.add('fr-hidden');

    champ.addEventListener('change', function () { envoyerTout(champ.files); });
    forme.addEventListener('submit', function (e) { e.preventDefault(); envoyerTout(champ.files); });
    ['dragenter', 'dragover'].forEach(function (nom) {
      forme.addEventListener(nom, function (e) { e.preventDefault(); zone.classList.add('app-depot__zone--dessus'); });
    });
    forme.addEventListener('dragleave', function (e) {
      if (!forme.contains(e.relatedTarget)) { zone.classList.remove('app-depot__zone--dessus'); }
    });
    forme.addEventListener('drop', function (e) {
      e.preventDefault();
      zone.classList.remove('app-depot__zone--dessus');
      envoyerTout(e.dataTransfer.files);
    });

    function envoyerTout(fichiers) {
      var file = Array.from(fichiers);
      if (!file.length) { return; }
      envois.replaceChildren();
      var refuses = 0;
      file.reduce(function (suite, fichier) {
        return suite.then(function () { return envoyer(fichier); }).then(function (accepte) { refuses += accepte ? 0 : 1; });
      }, Promise.resolve()).then(function () {
        champ.value = '';
        var ajoutes = file.length - refuses;
        annonce.textContent = ajoutes + (ajoutes > 1 ? ' fichiers ajoutés' : ' fichier ajouté') + (refuses ? ', ' + refuses + ' refusé' + (refuses > 1 ? 's' : '') : '') + '.';
        return actualiser(forme.dataset.depot);
      });
    }

    function envoyer(fichier) {
      var ligne = creer('li'), texte = creer('p', '', fichier.name + ' : 0 %'), barre = creer('progress', 'app-progression');
      barre.max = 100;
      barre.value = 0;
      barre.setAttribute('aria-label', 'Envoi de ' + fichier.name);
      ligne.append(texte, barre);
      envois.append(ligne);
      return new Promise(function (fini) {
        function terminer(message) {
          barre.remove();
          texte.textContent = message || fichier.name + ' : ajouté.';
          texte.className = 'fr-message fr-message--' + (message ? 'error' : 'valid');
          if (message) { texte.setAttribute('role', 'alert'); }
          fini(!message);
        }
        if (maximum && fichier.size > maximum) {
          terminer('« ' + fichier.name + ' » est trop gros : la limite est de ' + Math.floor(maximum / 1048576) + ' Mo par fichier. Allégez-le, ou déposez-le sur une plateforme et donnez son lien.');
          return;
        }
        var donnees = new FormData(forme), requete = new XMLHttpRequest();
        donnees.delete('fichiers');
        donnees.append('fichiers', fichier);
        requete.open('POST', forme.action);
        requete.setRequestHeader('Accept', 'application/json');
        requete.upload.onprogress = function (e) {
          if (!e.lengthComputable) { return; }
          barre.value = Math.round(100 * e.loaded / e.total);
          texte.textContent = fichier.name + ' : ' + (e.loaded < e.total ? barre.value + ' %' : 'vérification…');
        };
        requete.onload = function () {
          if (requete.status === 201) { terminer(''); return; }
          var message = '« ' + fichier.name + ' » n’a pas pu être ajouté. Rechargez la page et réessayez.';
          if (requete.status === 413) { message = '« ' + fichier.name + ' » est trop gros pour ce service.'; }
          try { message = JSON.parse(requete.responseText).erreurs.join(' ') || message; } catch (e) { /* not ours: the message stands */ }
          terminer(message);
        };
        requete.onerror = function () { terminer('« ' + fichier.name + ' » : la connexion s’est interrompue. Choisissez-le de nouveau.'); };
        requete.send(donnees);
      });
    }
  }

  // Fresh lists, without losing what is being typed elsewhere on the page.
  function actualiser(adresse) {
    return fetch(adresse).then(function (reponse) { return reponse.text(); }).then(function (html) {
      var page = new DOMParser().parseFromString(html, 'text/html');
      ['depot-etat', 'depot-pieces', 'depot-resume', 'depot-manques'].forEach(function (id) {
        var ici = document.getElementById(id), la = page.getElementById(id);
        if (ici && la) { ici.replaceChildren.apply(ici, Array.from(la.childNodes)); }
      });
    });
  }

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
      forme.querySelector('[data-reponse-etat]').textContent = 'Cette réponse n’a pas pu être enregistrée : choisissez « C’est fait », ou « Remarque déclinée » avec une explication.';
      (forme.querySelector('input[name=reponse]:checked') ? forme.elements.texte : forme.querySelector('input[name=reponse]')).focus();
    });
  }

  // The browser may refuse its storage (private mode): the page then works as without this file.
  function lire(cle) { try { return JSON.parse(sessionStorage.getItem(cle)); } catch (e) { return null; } }
  function ecrire(cle, valeur) {
    try { if (valeur === null) { sessionStorage.removeItem(cle); } else { sessionStorage.setItem(cle, valeur); } } catch (e) { /* nothing to keep it in */ }
  }
})();
