// A position picked on a map. What stands in the fields is WGS 84; only what is drawn over tiles of a
// Chinese service is shifted to GCJ-02. Without script the numbers are typed.
"use strict";
(() => {
  const A = 6378245, EE = 0.00669342162296594323, { PI, abs, sin, cos, sqrt } = Math;

  // As places/rules/datum.py; a test compares them.
  function toGcj(lat, lng) {
    const x = lng - 105, y = lat - 35;
    const wave = ((20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2) / 3;
    let up = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + wave;
    up += ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3;
    up += ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3;
    let right = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + wave;
    right += ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3;
    right += ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3;
    const rad = (lat * PI) / 180, magic = 1 - EE * sin(rad) ** 2;
    return [
      lat + (up * 180) / (((A * (1 - EE)) / (magic * sqrt(magic))) * PI),
      lng + (right * 180) / ((A / sqrt(magic)) * cos(rad) * PI),
    ];
  }

  function fromGcj(lat, lng) {
    let at = [lat, lng];
    for (let n = 0; n < 12; n += 1) {
      const drawn = toGcj(...at);
      at = [at[0] - (drawn[0] - lat), at[1] - (drawn[1] - lng)];
    }
    return at;
  }

  function begin(box) {
    const said = box.dataset, gcj = "gcj" in said, form = box.closest("form");
    const lat = form.elements.lat, lng = form.elements.lng;
    const shown = (at) => (gcj ? toGcj(at[0], at[1]) : at);
    box.hidden = false;
    const map = L.map(box.querySelector(".picker__map"), { zoomControl: false, attributionControl: Boolean(said.credit) });
    L.control.zoom({ zoomInTitle: said.in, zoomOutTitle: said.out }).addTo(map);
    if (said.tiles) L.tileLayer(said.tiles, { maxZoom: 19 }).addTo(map);
    if (said.credit) map.attributionControl.setPrefix("").addAttribution(said.credit.replace(/</g, "&lt;"));
    const lines = JSON.parse(said.lines).map((line) => line.map(shown));
    for (const line of lines) L.polyline(line, { color: "#14566a", weight: 3, interactive: false }).addTo(map);
    const mark = L.circleMarker([0, 0], { radius: 10, color: "#a92b1c", weight: 4, interactive: false });
    const typed = () => [Number.parseFloat(lat.value), Number.parseFloat(lng.value)];
    const known = (at) => at.every(Number.isFinite) && abs(at[0]) < 90 && abs(at[1]) <= 180;

    function put(at) {
      mark.setLatLng(shown(at)).addTo(map);
    }

    function pick(place) {
      const at = gcj ? fromGcj(place.lat, place.lng) : [place.lat, place.lng];
      lat.value = at[0].toFixed(6);
      lng.value = at[1].toFixed(6);
      lat.dispatchEvent(new Event("change", { bubbles: true }));
      put(at);
    }

    if (lines.length) map.fitBounds(L.latLngBounds([...lines[0], ...(known(typed()) ? [shown(typed())] : [])]));
    else map.setView(shown(known(typed()) ? typed() : [Number(said.lat), Number(said.lng)]), 16);
    if (known(typed())) put(typed());
    map.on("click", (event) => pick(event.latlng));
    box.querySelector("[data-pick]").addEventListener("click", () => pick(map.getCenter()));
    for (const field of [lat, lng]) field.addEventListener("input", () => known(typed()) && put(typed()));
  }

  for (const box of document.querySelectorAll(".picker")) begin(box);
  window.yuanbaDatum = { toGcj, fromGcj };
})();
