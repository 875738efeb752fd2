"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const text = data.texts;
  const fill = (pattern, ...values) => pattern.replace(/\{(\d)\}/g, (whole, i) => values[i]);
  const two = number => String(number).padStart(2, "0");
  const last = (list, seconds) => {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle][0] <= seconds) { low = middle + 1; } else { high = middle; }
    }
    return low - 1;
  };
  const time = seconds => {
    const offset = data.offsets[Math.max(0, last(data.offsets, seconds))][1];
    const local = new Date(data.from + (seconds + offset) * 1000);
    return fill(text.time, "", data.months[local.getUTCMonth()], local.getUTCDate(),
      two(local.getUTCHours()) + ":" + two(local.getUTCMinutes()));
  };
  const value = (card, seconds) => {
    const gap = data.gaps[/\d+/.exec(card)[0]].find(one => one[0] < seconds && seconds < one[1]);
    if (gap) { return gap[2]; }
    const points = data.cards[card] || data.ranges[card];
    let i = last(points, seconds);
    if (i < 0 || points[i].length < 2) { return text.none; }
    if (data.ranges[card]) { return fill(text.range, points[i][1], points[i][2]); }
    const locked = points[i][2];
    while (points[i][1] === 0) { i -= points[i - 1].length > 1 ? 1 : 2; }
    const since = fill(text.since, points[i][1], time(points[i][0]));
    return locked ? fill(text.locked, since, locked) : since;
  };
  for (const card of document.querySelectorAll(".card")) {
    const plot = card.querySelector(".plot");
    const line = card.querySelector(".at");
    let hair, seconds = 0;
    const show = to => {
      seconds = Math.round(Math.max(0, Math.min(data.length - 1, to)));
      if (!hair) {
        hair = plot.appendChild(document.createElementNS(plot.namespaceURI, "path"));
        hair.setAttribute("class", "hair");
      }
      hair.setAttribute("d", "M" + 720 * seconds / data.length + " 0V1000");
      line.textContent = time(seconds) + "  " + value(card.id, seconds);
    };
    const hide = () => {
      if (hair) { hair.remove(); hair = undefined; }
      line.textContent = "";
    };
    plot.tabIndex = 0;
    plot.addEventListener("pointermove", event => {
      const box = plot.getBoundingClientRect();
      show((event.clientX - box.left) / box.width * data.length);
    });
    plot.addEventListener("pointerleave", hide);
    plot.addEventListener("blur", hide);
    plot.addEventListener("keydown", event => {
      const step = { ArrowLeft: -1, ArrowRight: 1, Home: -1e9, End: 1e9 }[event.key];
      if (step) {
        show(seconds + step * data.length / 240);
        event.preventDefault();
      }
    });
  }
})();
