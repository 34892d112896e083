/* 念给我听: reads the element named by data-speak aloud. The button stays hidden where nothing can speak. */
(function () {
  "use strict";
  var voice = window.speechSynthesis;
  if (!voice || !window.SpeechSynthesisUtterance) return;
  var speaking = null, turn = 0; // the button that reads, and how many readings there were

  function words(element) {
    var copy = element.cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll("[aria-hidden=true],[hidden],script,button,.noread"), function (part) { part.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  // Sentence by sentence: some telephones fall silent after a quarter of a minute of one piece.
  function pieces(text) {
    return (text.match(/.+?(?:[。！？；]+|[.!?]+(?=\s)|$)/g) || []).filter(function (piece) { return piece.trim(); });
  }

  function label(button, stop) {
    var text = button.querySelector("[data-speak-say]");
    if (text) text.textContent = stop ? text.dataset.speakStop : text.dataset.speakSay;
  }

  function quiet() {
    var button = speaking;
    speaking = null;
    turn += 1;
    voice.cancel();
    if (button) label(button, false);
  }

  // No voice on this telephone, or none that speaks this language: said in words, beside the button.
  function none(button) {
    quiet();
    var text = button.querySelector("[data-speak-none]");
    if (!text || button.nextElementSibling && button.nextElementSibling.matches("[data-speak-told]")) return;
    var told = document.createElement("span");
    told.className = "meta";
    told.dataset.speakTold = "";
    told.setAttribute("role", "alert");
    told.textContent = text.dataset.speakNone;
    button.after(told);
  }

  function speaks(language) {
    var voices = voice.getVoices(), short = language.slice(0, 2).toLowerCase();
    return !voices.length || voices.some(function (one) { return one.lang.slice(0, 2).toLowerCase() === short; });
  }

  function read(button) {
    var again = speaking === button;
    quiet();
    var element = document.querySelector(button.dataset.speak);
    if (again || !element) return;
    var tongue = element.closest("[lang]") || document.documentElement;
    var queue = pieces(words(element)), begun = false, mine = turn;
    speaking = button;
    label(button, true);
    if (!speaks(tongue.lang)) { none(button); return; }

    function next() {
      if (mine !== turn) return;
      if (!queue.length) { quiet(); return; }
      var said = new SpeechSynthesisUtterance(queue.shift());
      said.lang = tongue.lang;
      said.rate = 0.9; // a little slower than the default, for older ears
      said.onstart = function () { begun = true; };
      said.onend = next;
      said.onerror = function (event) { if (mine === turn && event.error !== "canceled") none(button); };
      voice.speak(said);
    }
    next();
    setTimeout(function () { if (mine === turn && !begun) none(button); }, 4000);
  }

  function show(root) {
    Array.prototype.forEach.call(root.querySelectorAll("[data-speak]"), function (button) { button.hidden = false; });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-speak]");
    if (button) read(button);
  });
  document.addEventListener("DOMContentLoaded", function () { show(document); });
  document.addEventListener("htmx:afterSettle", function (event) { show(event.target); });
  window.addEventListener("pagehide", quiet);
})();
