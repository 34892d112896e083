/* The quick entry: 1 2 3 choose who leads, 0 opens "dealt with at once"; the first box is ready to type. */
(function () {
  "use strict";
  var form = document.getElementById("entry");
  if (!form) return;
  var who = form.querySelector("#id_who"), spot = form.querySelector(".spot");
  if (who && !form.querySelector(".field--err")) who.focus();
  form.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    var box = event.target, words = box.tagName === "TEXTAREA" || (box.tagName === "INPUT" && box.type === "text");
    if (words) return;
    if (event.key >= "1" && event.key <= "3") {
      var option = form.querySelectorAll("[data-lanes] input[type=radio]")[Number(event.key) - 1];
      if (option) { option.checked = true; option.focus(); event.preventDefault(); }
    } else if (event.key === "0" && spot) {
      spot.open = true;
      spot.querySelector("textarea").focus();
      event.preventDefault();
    } else if (event.key === "Enter" && box.type === "radio") {
      event.preventDefault();
      form.requestSubmit ? form.requestSubmit() : form.submit();
    }
  });
})();
