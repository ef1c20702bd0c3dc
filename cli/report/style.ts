// The page's style. Colours are variables, so that the dark theme is a second set of them; both keep text at a contrast of 4.5 or more.

const LIGHT = `--page:#fbfbfa;--card:#fff;--text:#1b1f24;--soft:#5b6470;--line:#dfe3e8;--grid:#e9ecef;--band:#f1f3f6;
--c1:#1f6fb2;--c2:#c2500a;--c3:#2a7f3f;--c4:#7a3fb0;--c5:#0b7a7a;--c6:#a3195b;
--right:#1a629f;--wrong:#ac4506;--on-dark:#fff;--good:#1f7a37;--warn-bg:#fff4dc;--warn-line:#d9a441;--bar:#cfe2f3`;
const DARK = `--page:#14171b;--card:#1c2026;--text:#e8eaed;--soft:#a3adb8;--line:#343b44;--grid:#2a3038;--band:#222830;
--c1:#6cb2ee;--c2:#f0975a;--c3:#76c98a;--c4:#bf97ea;--c5:#5cc7c7;--c6:#f084b4;
--right:#6cb2ee;--wrong:#f0975a;--on-dark:#101418;--good:#76c98a;--warn-bg:#362c17;--warn-line:#a07a2e;--bar:#2b4560`;

const PAGE = `
*{box-sizing:border-box}
html{background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:1120px;padding:20px 24px 48px;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.2;margin:.2em 0}h2{font-size:1.25rem;margin:0 0 .4em}h3{font-size:1rem;margin:1.4em 0 .4em}
p{margin:.3em 0 .8em;max-width:75ch}
.top{display:flex;justify-content:space-between;align-items:center;min-height:32px}
.brand,.sub,.note,.path,.hint{color:var(--soft)}.brand{margin:0;font-size:.875rem;letter-spacing:.02em}.sub{margin:0 0 1.2em}
.note{font-size:.9375rem}
button{font:inherit;font-size:.875rem;color:var(--text);background:var(--card);border:1px solid var(--line);border-radius:6px;padding:4px 12px;cursor:pointer}
:focus-visible{outline:2px solid var(--c1);outline-offset:2px}
.state{display:inline-block;vertical-align:.2em;font-size:.8125rem;font-weight:600;border:1px solid currentColor;border-radius:99px;padding:1px 10px;white-space:nowrap}
.state.done{color:var(--good)}.state.running{color:var(--c2)}
.banner{background:var(--warn-bg);border:1px solid var(--warn-line);border-radius:8px;padding:10px 14px;max-width:none}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:18px 20px;margin:0 0 18px}
.tiles{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(114px,1fr));gap:10px;margin:0 0 18px;padding:0}
.tiles li{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:10px 14px}
.tiles span{display:block;color:var(--soft);font-size:.8125rem}.tiles b{font-size:1.375rem;font-weight:600;font-variant-numeric:tabular-nums}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:.875em}
.hash{overflow-wrap:anywhere}
details{margin-top:1.2em}summary{cursor:pointer;font-weight:600}
pre{background:var(--band);border-radius:8px;padding:12px 14px;white-space:pre;overflow-wrap:normal;max-height:480px;margin:.6em 0}
.scroll{overflow:auto;max-width:100%}.tall{max-height:min(80vh,900px)}.tall thead th,.tall thead td{position:sticky;top:0;background:var(--card);z-index:2}
.warnings{margin:0;padding-left:1.2em}.warnings li{margin:.3em 0}`;

const TABLES = `
table{border-collapse:collapse;font-size:.9375rem;font-variant-numeric:tabular-nums}
th,td{padding:5px 12px 5px 0;text-align:left;border-bottom:1px solid var(--line);vertical-align:baseline}
thead th{color:var(--soft);font-weight:500;font-size:.8125rem;white-space:nowrap}tbody th,tfoot th{font-weight:500;min-width:7.5em}
.n{text-align:right;white-space:nowrap;padding-left:12px}
.wide{min-width:14em}.facts{width:100%}.facts .wide{min-width:0}.facts th{width:14em;min-width:9em;color:var(--soft);font-weight:500}
tfoot th,tfoot td{font-weight:600;border-bottom:0;border-top:2px solid var(--line)}
.classes{width:100%}.classes td.bar{min-width:92px;background:linear-gradient(to right,var(--bar) calc(var(--s)*100%),transparent 0) no-repeat right 0 top 4px/calc(100% - 12px) 1.55em;padding-right:6px}
.missing{color:var(--soft)}
.badge{display:inline-block;min-width:1.5em;text-align:center;font-size:.75rem;font-weight:600;border-radius:99px;background:var(--text);color:var(--card);padding:0 .4em}
.confusion{border-collapse:separate;border-spacing:2px}
.confusion th,.confusion td{border:0;padding:4px 6px;text-align:center;vertical-align:middle}
.confusion thead th{vertical-align:bottom;font-size:.8125rem;color:var(--text)}
.confusion.roomy thead th span{writing-mode:vertical-rl;transform:rotate(180deg);max-height:11em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.confusion tbody th{min-width:0;position:sticky;left:0;background:var(--card);text-align:right;font-size:.8125rem;max-width:11em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;z-index:1;padding-right:10px}
.confusion td{background:var(--band);border-radius:4px;min-width:46px;height:40px;line-height:1.15}
.confusion thead td{background:none}
.confusion td small{display:block;font-size:.6875rem}
.confusion .right,.confusion .wrong{background:color-mix(in srgb,var(--h) calc(8% + var(--s)*80%),var(--card))}
.confusion .right{--h:var(--right);--s:0;font-weight:600}.confusion .wrong{--h:var(--wrong)}
.confusion .dark{color:var(--on-dark);background:color-mix(in srgb,var(--h) calc(85% + var(--s)*15%),var(--card))}
.confusion.tight{border-spacing:1px}.confusion.tight td,.confusion.tight thead th{min-width:20px;padding:1px 2px;font-size:.6875rem;height:20px}
.confusion.tight tbody th{font-size:.75rem;padding:0 8px 0 0}.confusion.tight td{border-radius:2px}
@media (max-width:600px){.confusion tbody th{max-width:7.5em}}`;

const CHARTS = `
.charts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:24px 28px}.charts .chart:first-child{grid-column:1/-1}.chart:first-child .plot{height:290px}
.chart{margin:0;min-width:0}
.chart figcaption{display:flex;flex-wrap:wrap;gap:2px 14px;align-items:baseline;font-size:.8125rem;color:var(--soft);margin-bottom:26px}
.chart-title{font-weight:600;font-size:1rem;color:var(--text)}
.c1{--c:var(--c1)}.c2{--c:var(--c2)}.c3{--c:var(--c3)}.c4{--c:var(--c4)}.c5{--c:var(--c5)}.c6{--c:var(--c6)}
.key::before{content:"";display:inline-block;width:18px;height:0;border-top:2.5px solid var(--c);vertical-align:.28em;margin-right:6px}
.key-faint::before{border-top-width:1px;opacity:.6}
.key-points::before{width:9px;height:9px;border:0;border-radius:99px;background:var(--c);vertical-align:-.02em}
.key-best::before{width:10px;height:10px;border:2.5px solid var(--good);border-radius:99px;vertical-align:-.05em}
.plot{position:relative;height:250px;margin:0 6px 28px 52px;touch-action:pan-y}
.plot svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
.plot path{fill:none;stroke:var(--c);vector-effect:non-scaling-stroke;stroke-linejoin:round;stroke-linecap:round}
.plot .band{fill:var(--band)}.plot .grid{stroke:var(--grid);stroke-width:1;stroke-linecap:butt}
.plot .decision{stroke:var(--text);stroke-width:1;stroke-dasharray:3 3}
.plot .line,.plot .stairs{stroke-width:2.25}.plot .faint{stroke-width:1;opacity:.38}
.plot .points{stroke-width:1.5}.plot .dots{stroke-width:7}
.plot .best-ring{stroke:var(--good);stroke-width:15}.plot .best-dot{stroke:var(--card);stroke-width:8}
.tick-y,.tick-x,.phases span,.decision-label{position:absolute;font-size:.75rem;color:var(--soft);white-space:nowrap;font-variant-numeric:tabular-nums}
.tick-y{right:calc(100% + 8px);transform:translateY(50%);line-height:1}
.tick-x{top:calc(100% + 6px);transform:translateX(-50%)}
.phases{position:absolute;left:0;right:0;bottom:calc(100% + 3px);height:1.3em}
.phases span{overflow:hidden;text-overflow:ellipsis;border-left:1px solid var(--line);padding-left:4px}
.decision-label{top:4px;transform:translateX(-50%);min-width:1.5em;text-align:center;border-radius:99px;background:var(--text);color:var(--card);font-weight:600;font-size:.6875rem}
.reading{position:absolute;top:8px;left:calc(var(--x)*100% + 10px);background:var(--card);border:1px solid var(--line);border-radius:6px;padding:5px 9px;font-size:.8125rem;line-height:1.4;box-shadow:0 2px 10px rgb(0 0 0/.16);pointer-events:none;z-index:2;width:max-content;max-width:210px}
.reading.left{left:auto;right:calc((1 - var(--x))*100% + 10px)}
.reading[hidden]{display:none}.reading span{display:block;color:var(--c)}`;

const PICTURES = `
.mistakes{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(128px,1fr));gap:16px 14px}
.mistakes li{min-width:0}
.frame{height:104px;display:flex;align-items:center;justify-content:center;background:#fff;border:1px solid var(--line);border-radius:8px;overflow:hidden}
.frame img{max-width:96px;max-height:96px}
.no-picture{color:#5b6470;font-size:.75rem;text-align:center;padding:6px}
.mistakes dl{display:grid;grid-template-columns:auto 1fr;gap:0 8px;margin:6px 0 0;font-size:.8125rem;line-height:1.35}
.mistakes dt{color:var(--soft)}.mistakes dd,.mistakes .path{margin:0;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}.said{color:var(--wrong);font-weight:600}
.mistakes .path{font-size:.6875rem;margin-top:.2em;line-height:1.3}
.sheet{display:block;max-width:none;border-radius:6px}
@media (max-width:760px){.charts{grid-template-columns:minmax(0,1fr)}}
@media (max-width:600px){.chart:first-child .plot{height:230px}body{padding:14px 12px 32px}section{padding:14px 12px}.plot{height:220px;margin-left:46px}.mistakes{grid-template-columns:repeat(auto-fill,minmax(104px,1fr))}.facts th{width:8.5em}.tiles{grid-template-columns:repeat(auto-fit,minmax(112px,1fr))}}
@media print{section{break-inside:avoid}button{display:none}}`;

export const STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
:root[data-theme=light]{color-scheme:light;${LIGHT}}
:root[data-theme=dark]{color-scheme:dark;${DARK}}${PAGE}${TABLES}${CHARTS}${PICTURES}
`;
