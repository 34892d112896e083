/* Photos and a spoken note of one finding, kept in this page until it is written into the queue. A photo is
   drawn anew at most 1600 pixels long: it carries nothing of where it was taken, and goes through a weak
   signal. Nobody has to take one. */
(function () {
  "use strict";
  var EDGE = 1600, MOST = 4, LONGEST = 120;
  var KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];

  function smaller(file) {
    return new Promise(function (done) {
      var url = URL.createObjectURL(file), image = new Image();
      image.onerror = function () { URL.revokeObjectURL(url); done(file); };
      image.onload = function () {
        var part = Math.min(1, EDGE / Math.max(image.naturalWidth, image.naturalHeight)), canvas = document.createElement("canvas");
        canvas.width = Math.max(1, Math.round(image.naturalWidth * part));
        canvas.height = Math.max(1, Math.round(image.naturalHeight * part));
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        URL.revokeObjectURL(url);
        canvas.toBlob(function (blob) { done(blob || file); }, "image/jpeg", 0.8);
      };
      image.src = url;
    });
  }

  window.PatrolFiles = function (box, say, changed) {
    var kept = [], shots = box.querySelector("[data-shots]"), picker = box.querySelector("[data-pick]");
    var sound = box.querySelector("[data-sound]"), record = box.querySelector("[data-record]"), state = box.querySelector("[data-sounding]");
    var recorder = null, timer = null, spoken = null;

    function show(blob, picture) {
      var frame = document.createElement("div"), button = document.createElement("button"), url = URL.createObjectURL(blob);
      var look = document.createElement(picture ? "img" : "audio");
      look.src = url;
      if (picture) look.alt = say("photo", kept.length); else look.controls = true;
      frame.className = picture ? "shot" : "sound";
      button.type = "button";
      button.className = picture ? "del" : "btn btn--quiet";
      button.textContent = picture ? "×" : say("no_sound");
      if (picture) button.setAttribute("aria-label", say("drop_photo", kept.length));
      button.addEventListener("click", function () {
        if (picture) kept.splice(kept.indexOf(blob), 1); else spoken = null;
        frame.remove();
        URL.revokeObjectURL(url);
        put();
      });
      frame.appendChild(look);
      frame.appendChild(button);
      (picture ? shots : sound).appendChild(frame);
      put();
    }
    function put() {
      picker.closest("label").hidden = kept.length >= MOST;
      box.querySelector("[data-soundpick]").closest("label").hidden = !!spoken;
      record.hidden = !!spoken || !window.MediaRecorder || !navigator.mediaDevices;
      changed();
    }
    function hear(blob) { if (blob.size) { spoken = blob; show(blob, false); } }

    picker.addEventListener("change", async function () {
      var chosen = Array.prototype.slice.call(picker.files, 0, MOST - kept.length);
      picker.value = "";
      for (var i = 0; i < chosen.length; i += 1) {
        var small = await smaller(chosen[i]);
        kept.push(small);
        show(small, true);
      }
    });
    box.querySelector("[data-soundpick]").addEventListener("change", function (event) { if (event.target.files[0]) hear(event.target.files[0]); });
    record.addEventListener("click", function () {
      if (recorder) { recorder.stop(); return; }
      navigator.mediaDevices.getUserMedia({ audio: true }).then(function (stream) {
        var chunks = [], seconds = 0, kind = KINDS.filter(function (k) { return window.MediaRecorder.isTypeSupported(k); })[0];
        recorder = new MediaRecorder(stream, kind ? { mimeType: kind, audioBitsPerSecond: 24000 } : {});
        recorder.ondataavailable = function (event) { if (event.data.size) chunks.push(event.data); };
        recorder.onstop = function () {
          clearInterval(timer);
          stream.getTracks().forEach(function (track) { track.stop(); });
          var type = (recorder.mimeType || kind || "").split(";")[0];
          recorder = null;
          record.querySelector("span").textContent = say("record");
          state.textContent = "";
          hear(new Blob(chunks, { type: type }));
        };
        recorder.start();
        record.querySelector("span").textContent = say("record_stop");
        timer = setInterval(function () {
          seconds += 1;
          state.textContent = say("seconds", seconds);
          if (seconds >= LONGEST) recorder.stop();
        }, 1000);
      }, function () { state.textContent = say("no_microphone"); });
    });
    put();
    return { all: function () { return spoken ? kept.concat([spoken]) : kept.slice(); } };
  };
})();
