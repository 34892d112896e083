/* Photos before they are sent: small previews, taking one back, adding more, and shrinking files of
   3 MB and above to 2048 pixels. Smaller ones go as they are, so the server still finds their place. */
(function () {
  "use strict";
  var BIG = 3 * 1024 * 1024, EDGE = 2048, PREVIEW = 300;

  function picture(file, ready, failed) {
    var url = URL.createObjectURL(file), image = new Image();
    image.onload = function () { ready(image); URL.revokeObjectURL(url); };
    image.onerror = function () { URL.revokeObjectURL(url); failed(); };
    image.src = url;
  }

  function drawn(image, edge) {
    var part = Math.min(1, edge / Math.max(image.naturalWidth, image.naturalHeight));
    var canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.naturalWidth * part));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * part));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  function smaller(file, image, ready) {
    if (file.size < BIG) { ready(file); return; }
    drawn(image, EDGE).toBlob(function (blob) {
      if (!blob || blob.size >= file.size) { ready(file); return; }
      ready(new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified }));
    }, "image/jpeg", 0.85);
  }

  function box(root) {
    var input = document.getElementById(root.dataset.photos);
    var shots = root.querySelector("[data-photo-shots]"), add = root.querySelector("[data-photo-add]");
    var left = root.querySelector("[data-photo-left]"), picker = add && add.querySelector("input");
    var most = parseInt(root.dataset.max, 10) || 6, chosen = [];
    try { new DataTransfer().items.add(new File([], "x")); } catch (e) { return; } // too old: the plain field stays
    if (!input || !shots || !picker) return;
    root.querySelector("[data-photo-plain]").hidden = true;
    picker.id = input.id; // the label and the error summary lead to what can be seen
    input.id += "_sent";
    shots.hidden = false;

    function put() {
      var files = new DataTransfer();
      chosen.forEach(function (shot) { files.items.add(shot.file); });
      input.files = files.files;
      add.hidden = chosen.length >= most;
      left.textContent = chosen.length ? root.dataset.left.replace("#", most - chosen.length) : "";
      Array.prototype.forEach.call(shots.querySelectorAll(".del"), function (button, n) {
        button.setAttribute("aria-label", root.dataset.remove.replace("#", n + 1));
      });
    }

    function show(file, canvas) {
      var shot = { file: file }, frame = document.createElement("div"), button = document.createElement("button");
      frame.className = "shot";
      button.className = "del";
      button.type = "button";
      var cross = document.createElement("span");
      cross.textContent = "×";
      cross.setAttribute("aria-hidden", "true");
      button.appendChild(cross);
      if (canvas) frame.appendChild(canvas); else frame.appendChild(document.createTextNode(file.name));
      frame.appendChild(button);
      shots.insertBefore(frame, add);
      chosen.push(shot);
      button.addEventListener("click", function () {
        chosen.splice(chosen.indexOf(shot), 1);
        frame.remove();
        put();
        picker.focus();
      });
      put();
    }

    function take(files) {
      var room = most - chosen.length;
      var waiting = Array.prototype.slice.call(files, 0, room);
      function next() {
        var file = waiting.shift();
        if (!file) { put(); return; }
        left.textContent = root.dataset.working;
        picture(file, function (image) {
          var preview = drawn(image, PREVIEW);
          smaller(file, image, function (small) { show(small, preview); next(); });
        }, function () { show(file, null); next(); }); // not a picture we can draw: the server judges it
      }
      next();
    }

    picker.addEventListener("change", function () { take(picker.files); picker.value = ""; });
  }

  document.addEventListener("DOMContentLoaded", function () {
    Array.prototype.forEach.call(document.querySelectorAll("[data-photos]"), box);
  });
})();
