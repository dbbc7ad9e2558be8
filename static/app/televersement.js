// Sends one file in pieces, and goes on where it was after a lost connection. Knows nothing of the page.
(function () {
  'use strict';

  // In bytes. The first piece is small: a file of the wrong kind is refused at once. Later ones stay under the server's 8 Mio.
  var PREMIER = 256 * 1024, SUIVANTS = 4 * 1024 * 1024;
  // In milliseconds: waits between two tries, then the person decides; how long a line may stay silent.
  var ATTENTES = [1000, 2000, 4000, 8000, 15000, 30000], SILENCE = 45000;
  var RECHARGER = 'Rechargez la page, puis choisissez de nouveau le fichier : l’envoi reprendra où il en était.';

  // etat: attente, envoi, coupe (another try follows by itself), pause, verification, puis fini, refuse ou annule.
  // options: annonce (address), jeton (CSRF), champs (nature, piece), suivi (called at each change).
  function Televersement(fichier, options) {
    this.fichier = fichier;
    this.options = options;
    this.etat = 'attente';
    this.envoyes = 0;
    this.message = '';
    this.adresses = null;
    this.essais = 0;
  }

  Televersement.prototype.fini = function () { return ['fini', 'refuse', 'annule'].indexOf(this.etat) >= 0; };

  Televersement.prototype.changer = function (etat, message) {
    // What was cancelled stays so, whatever an answer on its way says.
    if (this.fini()) { return; }
    this.etat = etat;
    this.message = message || '';
    this.options.suivi(this);
  };

  Televersement.prototype.demarrer = async function () {
    while (!this.fini()) {
      try {
        await this.tenter();
      } catch (echec) {
        if (this.fini()) { return; }
        if (!echec.coupure) { this.changer('refuse', echec.message); return; }
        await this.patienter();
      }
    }
  };

  Televersement.prototype.tenter = async function () {
    var recus = await this.situer(), taille = this.fichier.size;
    this.envoyes = recus;
    // After a cut, the line is back when bytes leave again, not before.
    if (this.etat === 'attente') { this.changer('envoi'); }
    while (recus < taille) {
      var avant = recus;
      recus = await this.envoyerMorceau(recus);
      if (recus > avant) { this.essais = 0; }
    }
    this.changer('verification');
    var reponse = await this.demander('POST', this.adresses.finir);
    this.changer('fini', reponse.message);
  };

  // Where to go on from: what the server holds.
  Televersement.prototype.situer = async function () {
    if (this.adresses) {
      var ou = await this.demander('GET', this.adresses.adresse);
      // The answer to the end was lost on its way: asking again changes nothing.
      return ou.etat === 'fini' ? ou.taille : ou.recus;
    }
    var annonce = new FormData();
    annonce.append('nom', this.fichier.name);
    annonce.append('taille', this.fichier.size);
    annonce.append('modifie_le', this.fichier.lastModified || 0);
    Object.keys(this.options.champs).forEach(function (nom) { annonce.append(nom, this.options.champs[nom]); }, this);
    this.adresses = await this.demander('POST', this.options.annonce, annonce);
    if (this.fini()) { this.renoncer(); throw { coupure: true }; }
    return this.adresses.recus;
  };

  Televersement.prototype.envoyerMorceau = async function (debut) {
    var moi = this, fin = debut + (debut ? SUIVANTS : PREMIER);
    var morceau = this.fichier.slice(debut, fin);
    var reponse = await this.demander('POST', this.adresses.morceaux + '?debut=' + debut, morceau, function (envoyes) {
      moi.envoyes = debut + envoyes;
      moi.changer('envoi');
    });
    return reponse.recus;
  };

  // Waits for its turn, for the connection to come back, or for « Reprendre ».
  Televersement.prototype.patienter = function () {
    var moi = this, attente = ATTENTES[this.essais];
    this.essais += 1;
    return new Promise(function (reveiller) {
      var minuterie = attente && setTimeout(reprendre, attente);
      function reprendre() {
        clearTimeout(minuterie);
        window.removeEventListener('online', reprendre);
        moi.reveil = null;
        reveiller();
      }
      moi.reveil = reprendre;
      window.addEventListener('online', reprendre);
      moi.changer(attente ? 'coupe' : 'pause');
    });
  };

  Televersement.prototype.reprendre = function () {
    this.essais = 0;
    if (this.reveil) { this.reveil(); }
  };

  Televersement.prototype.annuler = function () {
    if (this.fini()) { return; }
    this.changer('annule');
    // Being announced, it has no address yet: `situer` lets go of it.
    if (this.adresses) { this.requete.abort(); this.renoncer(); }
    if (this.reveil) { this.reveil(); }
  };

  Televersement.prototype.renoncer = function () {
    this.demander('POST', this.adresses.annuler).catch(function () { /* swept later */ });
  };

  // The answer's JSON; throws { coupure: true } when trying again may help, { message } when it would not.
  Televersement.prototype.demander = function (methode, adresse, corps, progression) {
    var moi = this, requete = new XMLHttpRequest(), veille;
    return new Promise(function (rendre, echouer) {
      function veiller() {
        clearTimeout(veille);
        veille = setTimeout(function () { requete.abort(); }, SILENCE);
      }
      requete.open(methode, adresse);
      requete.setRequestHeader('Accept', 'application/json');
      if (methode === 'POST') { requete.setRequestHeader('X-CSRFToken', moi.options.jeton); }
      if (corps instanceof Blob) { requete.setRequestHeader('Content-Type', 'application/octet-stream'); }
      requete.upload.onprogress = function (e) { veiller(); if (progression) { progression(e.loaded); } };
      requete.onerror = requete.onabort = function () { clearTimeout(veille); echouer({ coupure: true }); };
      requete.onload = function () {
        clearTimeout(veille);
        var reponse = lire(requete);
        if (requete.status >= 500 || requete.status === 429) { echouer({ coupure: true }); return; }
        // « Not from there »: the server says from where.
        if (requete.status === 409 && 'recus' in reponse) { rendre(reponse); return; }
        if (requete.status >= 400 || reponse.illisible) { echouer({ message: pourquoi(requete, reponse) }); return; }
        rendre(reponse);
      };
      moi.requete = requete;
      veiller();
      requete.send(corps || null);
    });
  };

  function lire(requete) {
    if (requete.status === 204) { return {}; }
    try { return JSON.parse(requete.responseText); } catch (e) { return { illisible: true }; }
  }

  function pourquoi(requete, reponse) {
    if (reponse.erreurs) { return reponse.erreurs.join(' '); }
    // The page of sign-in, or the refusal of a token that signing in again has renewed.
    if (requete.status === 403 || requete.status < 400) { return 'Votre session a changé. ' + RECHARGER; }
    return 'L’envoi n’est plus possible ici. ' + RECHARGER;
  }

  window.Televersement = Televersement;
})();
