// Loaded before the style sheets: applies the theme chosen in « Paramètres d’affichage » so that a dark page never flashes white.
(function () {
  var choix = 'system';
  try { choix = localStorage.getItem('scheme') || 'system'; } catch (e) { /* storage refused: follow the device */ }
  var sombre = choix === 'dark' || (choix === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-fr-theme', sombre ? 'dark' : 'light');
})();
