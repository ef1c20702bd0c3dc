// The page's script: values under the pointer, and a button for the other theme. The page is whole without it.

export const SCRIPT = `"use strict";
for (const figure of document.querySelectorAll("[data-chart]")) {
  const data = JSON.parse(document.getElementById("data-" + figure.dataset.chart).textContent);
  const plot = figure.querySelector(".plot");
  const reading = plot.querySelector(".reading");
  const last = Math.max(0, ...data.series.map((series) => series.steps[series.steps.length - 1] ?? 0));
  let step = last;
  const nearest = (steps) => {
    let low = 0, high = steps.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle] < step) low = middle + 1; else high = middle;
    }
    return low > 0 && step - steps[low - 1] < steps[low] - step ? low - 1 : low;
  };
  const show = () => {
    const share = data.start + step * data.perStep;
    reading.hidden = false;
    reading.replaceChildren();
    const title = document.createElement("b");
    title.textContent = "step " + step;
    reading.append(title);
    for (const series of data.series) {
      const index = nearest(series.steps);
      if (index < 0) continue;
      const line = document.createElement("span");
      line.className = "c" + series.colour;
      const at = series.steps[index] === step ? "" : " (step " + series.steps[index] + ")";
      line.textContent = series.name + ": " + series.values[index] + at;
      reading.append(line);
    }
    reading.style.setProperty("--x", share);
    reading.classList.toggle("left", share > 0.5);
  };
  const hide = () => { reading.hidden = true; };
  plot.addEventListener("pointermove", (event) => {
    const box = plot.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    step = Math.min(last, Math.max(0, Math.round((share - data.start) / data.perStep)));
    show();
  });
  plot.addEventListener("pointerleave", hide);
  plot.addEventListener("blur", hide);
  plot.addEventListener("focus", () => { if (plot.matches(":focus-visible")) show(); });
  plot.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") hide();
    if (move === undefined) return;
    event.preventDefault();
    step = Math.min(last, Math.max(0, step + move * Math.max(1, Math.round(last / 100))));
    show();
  });
}
const button = document.getElementById("theme");
const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
const label = () => { button.textContent = isDark() ? "Light" : "Dark"; };
button.hidden = false;
button.addEventListener("click", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; label(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
label();
`;
