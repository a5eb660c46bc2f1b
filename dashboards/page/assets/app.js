"use strict";
// One script for every page. It draws the charts from the option JSON beside them, filling in colours ("$ink-3" is the
// property --ink-3 of the sheet) and formatters ("fmt:fixed2"); it switches the theme, prints, and knows a few keys.
// No eval, no innerHTML, nothing from elsewhere.
(() => {
  const root = document.documentElement;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || new URLSearchParams(location.search).has("still");
  const chinese = root.lang.startsWith("zh");

  // The only formatters there are: Go names them, JSON carries the name.
  const fixed = digits => {
    const numbers = new Intl.NumberFormat(root.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return p => {
      let v = p && typeof p === "object" && "value" in p ? p.value : p;
      if (Array.isArray(v)) v = v[v.length - 1];
      return v === null || v === undefined || v === "-" ? "—" : numbers.format(v).replace("-", "−");
    };
  };
  const formats = { fixed0: fixed(0), fixed1: fixed(1), fixed2: fixed(2), fixed3: fixed(3), fixed4: fixed(4), text: p => (p.data && p.data.text) || "" };

  const color = name => getComputedStyle(root).getPropertyValue("--" + name).trim();
  const fill = o => {
    if (typeof o === "string") return o.startsWith("$") ? color(o.slice(1)) : o.startsWith("fmt:") ? formats[o.slice(4)] : o;
    if (Array.isArray(o)) return o.map(fill);
    if (o && typeof o === "object") return Object.fromEntries(Object.entries(o).map(([k, v]) => [k, fill(v)]));
    return o;
  };

  const drawn = new Map();
  const draw = box => {
    const source = document.querySelector(`script[data-chart="${CSS.escape(box.dataset.option)}"]`);
    const whole = fill(JSON.parse(source.textContent));
    const option = whole.baseOption || whole; // some have another form for narrow screens
    option.animation = !still;
    option.animationDuration = 300;
    option.textStyle = { fontFamily: color("sans"), fontSize: 12, color: color("ink-2") };
    option.tooltip = Object.assign({
      renderMode: "richText", confine: true, backgroundColor: color("card"), borderColor: color("line-2"), borderWidth: 1,
      padding: [8, 12], textStyle: { color: color("ink"), fontSize: 13 },
    }, option.tooltip);
    drawn.get(box)?.dispose();
    const chart = echarts.init(box, null, { renderer: "svg", locale: chinese ? "ZH" : "EN" });
    chart.setOption(whole);
    box.querySelector("svg")?.setAttribute("aria-hidden", "true"); // the figure carries the name, its table the data
    drawn.set(box, chart);
  };
  const drawAll = () => { if (window.echarts) document.querySelectorAll(".chart[data-option]").forEach(draw); };
  drawAll();
  const resized = new ResizeObserver(entries => entries.forEach(e => drawn.get(e.target)?.resize()));
  drawn.forEach((_, box) => resized.observe(box));

  const setTheme = theme => { root.dataset.theme = theme; drawAll(); };
  const button = (name, act) => document.querySelectorAll(`[data-act=${name}]`).forEach(b => { b.hidden = false; b.addEventListener("click", act); });
  button("theme", () => {
    const theme = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("theme", theme); } catch { /* a private window keeps nothing */ }
    setTheme(theme);
  });
  button("print", () => print());
  const printed = { theme: "" };
  addEventListener("beforeprint", () => { printed.theme = root.dataset.theme; if (printed.theme === "dark") setTheme("light"); });
  addEventListener("afterprint", () => { if (printed.theme === "dark") setTheme("dark"); });

  const places = { h: "/", t: "/trend", d: "/tier", i: "/indicators", e: "/explain", w: "/whatif", p: "/pipeline", r: "/rejects", m: "/method" };
  let g = 0;
  addEventListener("keydown", e => {
    if (e.target.closest("input,select,textarea") || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "g") { g = Date.now(); return; }
    const link = Date.now() - g < 900 && places[e.key] && document.querySelector(`.nav a[href="${places[e.key]}"], .nav a[href^="${places[e.key]}?"]`);
    if (link) link.click();
  });

  document.fonts.ready.then(() => requestAnimationFrame(() => { root.dataset.ready = "1"; }));
})();
