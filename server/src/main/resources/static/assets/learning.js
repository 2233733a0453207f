// The charts of the learning page, drawn from the table of its numbers, which is there for everybody else.
(() => {
  "use strict";

  const table = document.getElementById("days");
  if (!table || !window.Chart) return;

  // Today is not over: its figures would look like a fall.
  const days = [...table.tBodies[0].rows];
  const finished = days.filter((row) => !("unfinished" in row.dataset));
  const rows = finished.length > 1 ? finished : days;
  const heads = [...table.tHead.rows[0].cells];
  const short = new Intl.DateTimeFormat(document.documentElement.lang, { day: "2-digit", month: "2-digit", timeZone: "UTC" });
  const labels = rows.map((row) => short.format(new Date(row.cells[0].dataset.day)));
  const released = rows.map((row) => row.dataset.released || "");
  const series = (name) => {
    const column = heads.findIndex((head) => head.dataset.series === name);
    return {
      label: heads[column].textContent,
      data: rows.map((row) => {
        const value = row.cells[column].dataset.value;
        return value === undefined ? null : Number(value);
      }),
    };
  };
  const styles = { ctr10: ["--accent", []], trueLearned: ["--accent", []], trueWeights: ["--second", []], ndcgOffline: ["--third", [6, 4]], ndcgOnline: ["--muted", [2, 3]] };
  const colour = (role) => getComputedStyle(document.documentElement).getPropertyValue(role).trim();

  // A line where another version took over, with its number on top.
  const markers = {
    id: "markers",
    afterDatasetsDraw(chart) {
      const { ctx, chartArea: area, scales } = chart;
      ctx.save();
      ctx.strokeStyle = colour("--control");
      ctx.fillStyle = colour("--muted");
      ctx.font = `11px ${getComputedStyle(document.body).fontFamily}`;
      ctx.textAlign = "center";
      ctx.setLineDash([2, 3]);
      let free = -Infinity;
      released.forEach((version, index) => {
        if (!version) return;
        const x = scales.x.getPixelForValue(index);
        ctx.beginPath();
        ctx.moveTo(x, area.top);
        ctx.lineTo(x, area.bottom);
        ctx.stroke();
        const width = ctx.measureText(version).width;
        if (x - width / 2 > free) {
          ctx.fillText(version, x, area.top - 5);
          free = x + width / 2 + 4;
        }
      });
      ctx.restore();
    },
  };

  const charts = [];
  const draw = () => {
    charts.splice(0).forEach((chart) => chart.destroy());
    for (const canvas of document.querySelectorAll("canvas[data-chart]")) {
      const percent = "percent" in canvas.dataset;
      const written = new Intl.NumberFormat(document.documentElement.lang, percent ? { style: "percent", maximumFractionDigits: 1 } : { minimumFractionDigits: 2, maximumFractionDigits: 3 });
      const datasets = canvas.dataset.chart.split(" ").map((name) => ({ name, ...series(name) }))
        .filter((one) => one.data.some((value) => value !== null))
        .map(({ name, ...one }) => ({
          ...one,
          borderColor: colour(styles[name][0]),
          backgroundColor: colour(styles[name][0]),
          borderDash: styles[name][1],
          borderWidth: 2,
          pointRadius: rows.length > 20 ? 1.5 : 2.5,
          tension: 0.25,
          spanGaps: true,
        }));
      charts.push(new Chart(canvas, {
        type: "line",
        data: { labels, datasets },
        plugins: [markers],
        options: {
          responsive: true,
          maintainAspectRatio: false,
          animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350 },
          interaction: { mode: "index", intersect: false },
          layout: { padding: { top: 18 } },
          scales: {
            x: { grid: { display: false }, ticks: { color: colour("--muted"), maxRotation: 0, autoSkipPadding: 12 }, border: { color: colour("--line") } },
            y: { beginAtZero: percent, suggestedMax: percent ? 0.5 : undefined, grace: percent ? 0 : "8%", ticks: { color: colour("--muted"), maxTicksLimit: 6, callback: (value) => written.format(value) }, grid: { color: colour("--line") }, border: { display: false } },
          },
          plugins: {
            legend: { display: datasets.length > 1, position: "bottom", labels: { color: colour("--ink"), boxWidth: 22, boxHeight: 1, font: { size: 11 } } },
            tooltip: { callbacks: { label: (item) => ` ${item.dataset.label}: ${written.format(item.parsed.y)}`, afterTitle: (items) => released[items[0].dataIndex] } },
          },
        },
      }));
    }
  };
  draw();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
