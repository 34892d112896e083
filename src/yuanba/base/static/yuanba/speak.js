/* 念给我听: reads the element named by data-speak aloud. The button stays hidden where nothing can speak. */
(function () {
  "use strict";
  var voice = window.speechSynthesis;
  if (!voice || !window.SpeechSynthesisUtterance) return;
  var speaking = null;

  function words(element) {
    var copy = element.cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll("[aria-hidden=true],[hidden],script,button,.noread"), function (part) { part.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function label(button, stop) {
    var text = button.querySelector("[data-speak-say]");
    if (text) text.textContent = stop ? text.dataset.speakStop : text.dataset.speakSay;
  }

  function quiet() {
    voice.cancel();
    if (speaking) label(speaking, false);
    speaking = null;
  }

  function read(button) {
    var again = speaking === button;
    quiet();
    var element = document.querySelector(button.dataset.speak);
    if (again || !element) return;
    var said = new SpeechSynthesisUtterance(words(element));
    said.lang = document.documentElement.lang;
    said.rate = 0.9; // a little slower than the default, for older ears
    said.onend = said.onerror = function () { if (speaking === button) quiet(); };
    speaking = button;
    label(button, true);
    voice.speak(said);
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
