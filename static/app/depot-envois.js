// The files of the deposit page: chosen, dropped or replaced, they leave one after the other and can be resumed.
// Without this file the same forms send them whole.
(function () {
  'use strict';

  var forme = document.querySelector('form[data-annonce]');
  if (!forme) { return; }
  // In milliseconds, between two looks at what a co-producer sends.
  var RYTHME = 15000;
  // Seconds of patience are for the eyes; the ears hear one sentence a quarter.
  var PALIERS = 25;
  var FINS = { fini: 'valid', refuse: 'error', annule: 'info' };
  var champ = forme.querySelector('input[type=file]'), jeton = forme.querySelector('[name=csrfmiddlewaretoken]').value;
  var file = [], enRoute = false, ajoutes = 0, refuses = 0;

  var zone = creer('div', 'app-depot__zone', 'Déposez des fichiers ici, ou choisissez-les avec le bouton ci-dessus.');
  var liste = creer('ul', 'app-depot__envois'), annonce = creer('p', 'fr-sr-only');
  annonce.setAttribute('role', 'status');
  champ.closest('.fr-upload-group').after(zone, liste, annonce);
  // The files leave as soon as they are chosen: the button would send them twice.
  forme.querySelector('.app-boutons').classList.add('fr-hidden');

  champ.addEventListener('change', choisir);
  forme.addEventListener('submit', function (e) { e.preventDefault(); choisir(); });
  ['dragenter', 'dragover'].forEach(function (nom) {
    forme.addEventListener(nom, function (e) { e.preventDefault(); zone.classList.add('app-depot__zone--dessus'); });
  });
  forme.addEventListener('dragleave', function (e) {
    if (!forme.contains(e.relatedTarget)) { zone.classList.remove('app-depot__zone--dessus'); }
  });
  forme.addEventListener('drop', function (e) {
    e.preventDefault();
    zone.classList.remove('app-depot__zone--dessus');
    Array.from(e.dataTransfer.files).forEach(function (fichier) { ajouter(fichier, {}); });
  });
  // The list of pieces is renewed: its forms are heard from above.
  document.addEventListener('submit', function (e) {
    if (!e.target.dataset.remplace) { return; }
    e.preventDefault();
    var fichier = e.target.elements.fichier.files[0];
    if (fichier) { ajouter(fichier, { piece: e.target.dataset.remplace }); liste.lastElementChild.scrollIntoView({ block: 'nearest' }); }
  });
  var depot = document.querySelector('form[data-brouillon]');
  if (depot) { depot.addEventListener('submit', retenirLeDepot); }
  window.addEventListener('beforeunload', function (e) { if (enRoute) { e.preventDefault(); } });
  setInterval(suivreLesAutres, RYTHME);

  function creer(balise, classe, texte) {
    var element = document.createElement(balise);
    if (classe) { element.className = classe; }
    if (texte) { element.textContent = texte; }
    return element;
  }

  function choisir() {
    Array.from(champ.files).forEach(function (fichier) { ajouter(fichier, {}); });
    champ.value = '';
  }

  function ajouter(fichier, champs) {
    if (!enRoute && !file.length) { liste.replaceChildren(); ajoutes = refuses = 0; }
    champs.nature = forme.elements.nature.value;
    var ligne = montrer(fichier.name);
    var envoi = new window.Televersement(fichier, { annonce: forme.dataset.annonce, jeton: jeton, champs: champs, suivi: ligne.suivre });
    ligne.brancher(envoi);
    ligne.suivre(envoi);
    file.push(envoi);
    avancer();
  }

  async function avancer() {
    if (enRoute) { return; }
    enRoute = true;
    while (file.length) {
      var envoi = file.shift();
      await envoi.demarrer();
      if (envoi.etat === 'fini') { ajoutes += 1; }
      if (envoi.etat === 'refuse') { refuses += 1; }
      await actualiser(['depot-etat', 'depot-pieces', 'depot-envois', 'depot-resume', 'depot-manques']);
    }
    enRoute = false;
    dire(compter(ajoutes, 'fichier ajouté', 'fichiers ajoutés') + (refuses ? ', ' + compter(refuses, 'refusé', 'refusés') : '') + '.');
  }

  function compter(nombre, un, plusieurs) { return nombre + ' ' + (nombre > 1 ? plusieurs : un); }
  function dire(texte) { annonce.textContent = texte; }

  // One line a file: what is seen of it, and its two buttons.
  function montrer(nom) {
    var ligne = creer('li'), texte = creer('p'), barre = creer('progress', 'app-progression'), boutons = creer('div', 'app-depot__boutons');
    var reprendre = bouton('Reprendre', nom), annuler = bouton('Annuler', nom), dernierEtat = '', dernierPalier = 0;
    barre.max = 100;
    barre.setAttribute('aria-label', 'Envoi de ' + nom);
    texte.tabIndex = -1;
    boutons.append(reprendre, annuler);
    ligne.append(texte, barre, boutons);
    liste.append(ligne);

    function suivre(envoi) {
      var pourcent = envoi.fichier.size ? Math.floor(100 * envoi.envoyes / envoi.fichier.size) : 0, phrase = enMots(envoi, pourcent);
      barre.value = pourcent;
      texte.textContent = phrase;
      // A button that goes takes the focus with it: give it to what is left.
      if (document.activeElement === reprendre && !arrete(envoi)) { annuler.focus(); }
      reprendre.classList.toggle('fr-hidden', !arrete(envoi));
      masquer(envoi);
      if (envoi.etat !== dernierEtat || pourcent >= dernierPalier + PALIERS) { annoncer(envoi, phrase, pourcent); }
      if (envoi.fini()) { terminer(envoi); }
    }

    function annoncer(envoi, phrase, pourcent) {
      dernierEtat = envoi.etat;
      dernierPalier = pourcent - pourcent % PALIERS;
      // A refusal says itself, as an alert.
      if (envoi.etat !== 'refuse' && envoi.etat !== 'attente') { dire(phrase); }
    }

    function terminer(envoi) {
      var avaitLeFocus = boutons.contains(document.activeElement);
      barre.remove();
      boutons.remove();
      texte.className = 'fr-message fr-message--' + FINS[envoi.etat];
      if (envoi.etat === 'refuse') { texte.setAttribute('role', 'alert'); }
      if (avaitLeFocus) { texte.focus(); }
    }

    return {
      suivre: suivre,
      brancher: function (envoi) {
        reprendre.addEventListener('click', function () { envoi.reprendre(); });
        annuler.addEventListener('click', function () { envoi.annuler(); });
      }
    };
  }

  function bouton(libelle, nom) {
    var element = creer('button', 'fr-btn fr-btn--tertiary fr-btn--sm', libelle);
    element.type = 'button';
    element.append(creer('span', 'fr-sr-only', ' l’envoi de ' + nom));
    return element;
  }

  function arrete(envoi) { return envoi.etat === 'coupe' || envoi.etat === 'pause'; }

  function enMots(envoi, pourcent) {
    var nom = envoi.fichier.name, ou = pourcent + ' % (' + poids(envoi.envoyes) + ' sur ' + poids(envoi.fichier.size) + ')';
    switch (envoi.etat) {
      case 'attente': return nom + ' : attend son tour.';
      case 'coupe': return nom + ' : connexion perdue à ' + pourcent + ' %. L’envoi reprendra de lui-même dès qu’elle revient.';
      case 'pause': return nom + ' : en pause à ' + pourcent + ' %. Quand la connexion est revenue, choisissez « Reprendre ».';
      case 'verification': return nom + ' : arrivé, vérification…';
      case 'fini': return nom + ' : ajouté.' + (/est ajouté\.$/.test(envoi.message) ? '' : ' ' + envoi.message);
      case 'refuse': return envoi.message;
      case 'annule': return nom + ' : envoi annulé.';
      default: return nom + ' : ' + ou;
    }
  }

  function poids(octets) {
    var mega = octets / 1048576;
    if (mega < 1) { return Math.ceil(octets / 1024) + ' Ko'; }
    return mega.toLocaleString('fr-FR', { maximumFractionDigits: mega < 10 ? 1 : 0 }) + ' Mo';
  }

  // What is being sent here is not « unfinished » as well.
  function masquer(envoi) {
    var id = envoi.adresses && envoi.adresses.adresse.split('/').slice(-2)[0];
    var ligne = id && document.querySelector('[data-televersement="' + id + '"]');
    if (ligne) { ligne.remove(); }
  }

  // What leaves late would not be in the version.
  function retenirLeDepot(e) {
    var ailleurs = e.submitter && e.submitter.hasAttribute('formaction');
    if (!enRoute || ailleurs) { return; }
    e.preventDefault();
    depot.querySelector('[data-brouillon-etat]').textContent = 'Un fichier est en cours d’envoi : attendez qu’il soit ajouté, ou annulez son envoi, puis déposez.';
  }

  // Fresh parts of the page, without losing what is being typed elsewhere on it.
  function actualiser(parties) {
    return fetch(forme.dataset.depot).then(function (reponse) { return reponse.text(); }).then(function (html) {
      var page = new DOMParser().parseFromString(html, 'text/html');
      parties.forEach(function (id) {
        var ici = document.getElementById(id), la = page.getElementById(id);
        if (ici && la) { ici.replaceChildren.apply(ici, Array.from(la.childNodes)); }
      });
    }).catch(function () { /* the connection is lost again: the next file says so */ });
  }

  function suivreLesAutres() {
    var autres = document.querySelectorAll('#depot-envois [data-en-route]').length, partie = document.getElementById('depot-envois');
    if (!autres || document.hidden || enRoute || partie.contains(document.activeElement)) { return; }
    actualiser(['depot-envois']).then(function () {
      if (document.querySelectorAll('#depot-envois [data-en-route]').length < autres) { actualiser(['depot-etat', 'depot-pieces', 'depot-resume', 'depot-manques']); }
    });
  }
})();
