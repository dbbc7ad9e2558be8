// The deposit page renews its list of files itself: htmx must be shown what is new in it.
(function () {
  'use strict';
  var pieces = document.getElementById('depot-pieces');
  if (!pieces) { return; }
  new MutationObserver(function () {
    if (window.htmx && pieces.querySelector('[hx-get]')) { window.htmx.process(pieces); }
  }).observe(pieces, { childList: true });
})();
