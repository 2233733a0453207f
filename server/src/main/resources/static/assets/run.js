// The charts and the progress of a run, from its stream of events, while it goes on and afterwards.
(() => {
  "use strict";

  const head = document.getElementById("run");
  const place = document.getElementById("charts");
  if (!head || !place || !window.Chart || !window.EventSource) return;

  const MOST_CHARTS = 24;
  const running = "running" in head.dataset;
  const points = new Map();
  const charts = new Map();
  const colour = (role) => getComputedStyle(document.documentElement).getPropertyValue(role).trim();
  const written = new Intl.NumberFormat(document.documentElement.lang, { maximumSignificantDigits: 4 });

  const options = () => ({
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    parsing: false,
    interaction: { mode: "nearest", axis: "x", intersect: false },
    scales: {
      x: { type: "linear", title: { display: true, text: place.dataset.step, color: colour("--muted") }, grid: { display: false }, ticks: { color: colour("--muted"), maxRotation: 0, autoSkipPadding: 12, precision: 0 }, border: { color: colour("--line") } },
      y: { ticks: { color: colour("--muted"), maxTicksLimit: 6, callback: (value) => written.format(value) }, grid: { color: colour("--line") }, border: { display: false } },
    },
    plugins: {
      legend: { display: false },
      decimation: { enabled: true, algorithm: "lttb", samples: 400 },
      tooltip: { callbacks: { label: (item) => ` ${written.format(item.parsed.y)}` } },
    },
  });

  const figure = (name) => {
    const panel = document.createElement("figure");
    panel.className = "panel";
    const caption = document.createElement("figcaption");
    caption.textContent = name;
    const frame = document.createElement("div");
    frame.className = "chart short";
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", name);
    frame.append(canvas);
    panel.append(caption, frame);
    place.append(panel);
    return canvas;
  };

  // A line needs two steps; a single value stands in the table.
  const draw = (name) => {
    const values = [...points.get(name)].sort((a, b) => a[0] - b[0]).map(([x, y]) => ({ x, y }));
    if (values.length < 2) return;
    if (!charts.has(name)) {
      if (charts.size === MOST_CHARTS) return;
      charts.set(name, new Chart(figure(name), { type: "line", data: { datasets: [{ data: [], borderColor: colour("--accent"), backgroundColor: colour("--accent"), borderWidth: 2, pointRadius: 0, pointHitRadius: 8 }] }, options: options() }));
    }
    const chart = charts.get(name);
    chart.data.datasets[0].data = values;
    chart.update();
  };

  const source = new EventSource(head.dataset.live);
  source.addEventListener("metrics", (event) => {
    const changed = new Set();
    for (const [name, step, value] of JSON.parse(event.data)) {
      if (typeof value !== "number") continue; // NaN and infinities come as texts
      if (!points.has(name)) points.set(name, new Map());
      points.get(name).set(step, value);
      changed.add(name);
    }
    changed.forEach(draw);
  });
  source.addEventListener("progress", (event) => {
    const { share, text } = JSON.parse(event.data);
    const bar = document.getElementById("share");
    if (!bar) return;
    bar.value = share;
    document.getElementById("doing").textContent = text;
  });
  source.addEventListener("end", () => {
    source.close();
    if (running) location.reload();
  });
  // Leaving the page is no failure of the connection.
  addEventListener("pagehide", () => source.close());
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    charts.forEach((chart) => {
      Object.assign(chart.options, options());
      chart.data.datasets[0].borderColor = colour("--accent");
      chart.update();
    });
  });
})();
