// The picture: vis-network draws what is visible, in the colours of the style sheet.

const canvas = document.getElementById("canvas");
const drawn = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
const network = new vis.Network(canvas, drawn, data.options);
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const MOVE = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });
const LEGIBLE = 0.84;
const MARGIN = 14;
// How much more it is worth to see a document of the chain than another one.
const IN_CHAIN = 5;
// As many lines of a picture bear their names, at the first of these points (shares of their length) that is free.
const NAMED = 600;
const POINTS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8];
let centres = new Map();
let frames = [];
let names = [];
let near = null;
let styles = readStyles();

/** The colours of the style sheet under the present colour scheme. */
function readStyles() {
  const sheet = getComputedStyle(document.documentElement);
  const colour = (name) => sheet.getPropertyValue(`--${name}`).trim();
  const found = { face: getComputedStyle(document.body).fontFamily, accentInk: colour("accent-ink"), edges: {} };
  for (const name of ["page", "accent", "muted", "frame", "frame-line"]) found[name] = colour(name);
  for (const name of ["tree", "link", "lead", "repeal"]) found.edges[name] = colour(`edge-${name}`);
  for (const kind of [...Object.keys(data.kinds), "stub"]) {
    found[kind] = { fill: colour(`${kind}-fill`), ink: colour(`${kind}-ink`), line: colour(`${kind}-line`) };
  }
  return found;
}

function nameFont() {
  return `12px ${styles.face}`;
}

/** A node with what it is linked to, what it stands in, what stands in it, and who has a role there. */
function company(i) {
  const within = [...contents(i)];
  return new Set([i, ...links[i].map((link) => link.other), ...containers(i), ...within, ...within.flatMap(assigned)]);
}

/** Whether a node steps back because another one, in whose company it is not, is selected. */
function dimmed(i) {
  return near !== null && !near.has(i);
}

function nodeLook(i, { x, y }) {
  const node = data.nodes[i];
  return {
    id: i,
    x,
    y,
    shape: "custom",
    title: node.full.length > 200 ? `${node.full.slice(0, 200)}…` : node.full,
    ctxRenderer: ({ ctx: context, x: atX, y: atY, state: mode }) => ({
      drawNode: () => drawBox(context, node, { x: atX, y: atY }, mode),
      drawExternalLabel: () => drawBadge(context, node, { x: atX, y: atY }),
      nodeDimensions: { width: data.kinds[node.group].width, height: heightOf(node) },
    }),
  };
}

const TREE = new Set([...CONTAINS, "part_of"]);
const LINES = { led_by: "lead", repeals: "repeal" };

/** Whether a line would only repeat what the place of its ends says: that one stands under the other. */
function isPlain(edge) {
  if (data.view === "lineage") return false;
  const beneath = TREE.has(edge.kind) || (data.view === "agencies" && edge.kind === "led_by");
  return beneath && data.nodes[edge.from].block === data.nodes[edge.to].block;
}

function edgeLook(edge) {
  const tree = TREE.has(edge.kind);
  const name = tree ? "tree" : LINES[edge.kind] ?? "link";
  const touched = edge.from === state.selected || edge.to === state.selected;
  const shade = touched || data.view === "lineage" ? 0.9 : edge.kind === "led_by" ? (edge.role === "support" ? 0.18 : 0.3) : 0.45;
  const beside = near !== null && !touched;
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    arrows: { to: { enabled: name === "link" || name === "repeal", scaleFactor: 0.6 } },
    color: { color: styles.edges[name], highlight: styles.edges[name], hover: styles.accent, opacity: beside ? 0.2 : shade },
    dashes: edge.derived ? [8, 6] : false,
    width: edge.kind === "implements" || edge.kind === "repeals" ? 2 : 1.2,
    smooth: tree ? false : {
      enabled: true, type: "cubicBezier", roundness: 0.45, forceDirection: name === "lead" ? "horizontal" : "vertical",
    },
  };
}

function edgeName(edge) {
  return data.relations[edge.kind][0] + (edge.derived ? `（${words.derived}）` : "");
}

/** Bring the picture in line with `state`; the node `anchor` keeps its place on the screen. */
function draw(anchor = null) {
  const before = anchor !== null && centres.has(anchor) ? network.canvasToDOM(centres.get(anchor)) : null;
  const edges = visibleEdges().filter((edge) => !isPlain(edge));
  const selected = state.selected !== null && isVisible(state.selected) ? state.selected : null;
  near = selected === null ? null : company(selected);
  centres = place(visibleNodes());
  frames = framesAround(centres);
  exchange(drawn.nodes, [...centres].map(([i, centre]) => nodeLook(i, centre)));
  exchange(drawn.edges, edges.map(edgeLook));
  names = data.view === "lineage" && edges.length <= NAMED ? placeNames(edges) : [];
  network.selectNodes(selected === null ? [] : [selected], true);
  if (before && centres.has(anchor)) {
    const after = network.canvasToDOM(centres.get(anchor));
    const scale = network.getScale();
    const { x, y } = network.getViewPosition();
    network.moveTo({ position: { x: x + (after.x - before.x) / scale, y: y + (after.y - before.y) / scale } });
  }
  document.getElementById("counts").textContent = fill(words.counts, {
    nodes: data.nodes.length, edges: data.edges.length, shown: centres.size,
  });
  const empty = document.getElementById("empty");
  empty.hidden = centres.size > 0;
  empty.textContent = data.nodes.length > 0 ? words.empty : words.nothing_here;
}

/** The names of lines, each as {text, x, y, faint}, where they cover no node and no other name; what has no room is left out. */
function placeNames(edges) {
  const taken = drawnBoxes();
  const context = network.canvas.getContext();
  context.save();
  context.font = nameFont();
  const found = [];
  for (const edge of edges) {
    const text = edgeName(edge);
    const [w, h] = [context.measureText(text).width / 2 + 8, 9]; // so that an arrow is seen beside it
    const curve = network.body.edges[edge.id].edgeType;
    for (const { x, y } of POINTS.map((point) => curve.getPoint(point))) {
      const room = { left: x - w, right: x + w, top: y - h, bottom: y + h };
      if (taken.some((box) => overlap(box, room))) continue;
      taken.push(room);
      found.push({ text, x, y, faint: near !== null && edge.from !== state.selected && edge.to !== state.selected });
      break;
    }
  }
  context.restore();
  return found;
}

function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function exchange(set, items) {
  const wanted = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
  set.update(items);
}

// --- camera ---

function boxOf(i) {
  const { x, y } = centres.get(i);
  const [w, h] = [data.kinds[data.nodes[i].group].width / 2, heightOf(data.nodes[i]) / 2];
  return { left: x - w, right: x + w, top: y - h, bottom: y + h };
}

function drawnBoxes() {
  return [...centres.keys()].map(boxOf);
}

function bounds(boxes) {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    right: Math.max(...boxes.map((box) => box.right)),
    top: Math.min(...boxes.map((box) => box.top)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

/** Show all `boxes`, at most life-size; where that would be smaller than `least`, those around the point `at`. */
function fitTo(boxes, animation = false, least = 0, at = { x: -Infinity, y: -Infinity }) {
  if (boxes.length === 0) return;
  const { left, right, top, bottom } = bounds(boxes);
  const [w, h] = [canvas.clientWidth - 2 * MARGIN, canvas.clientHeight - 2 * MARGIN];
  const scale = Math.max(Math.min(1, w / (right - left), h / (bottom - top)), least);
  const within = (low, high, half, wish) =>
    high - low <= 2 * half ? (low + high) / 2 : Math.min(Math.max(wish, low + half), high - half);
  const position = { x: within(left, right, w / scale / 2, at.x), y: within(top, bottom, h / scale / 2, at.y) };
  network.moveTo({ position, scale, animation });
}

/**
 * The first picture: everything where that is legible; otherwise what is around the focus, or the beginning, which
 * in lineage is around that starting point of which the screen shows most.
 */
function settle() {
  const starts = data.focus === null ? startingPoints().filter(isVisible).slice(0, STARTING) : [data.focus].filter(isVisible);
  const at = data.view === "lineage" ? starts.map(fullest).sort((a, b) => b.worth - a.worth)[0] : centres.get(data.focus);
  fitTo(frames.concat(drawnBoxes()), false, LEGIBLE, at);
}

/** The nodes of the chain of documents that a node belongs to. */
function chainOf(i) {
  const found = new Set([i]);
  for (const j of found) {
    links[j].filter(({ edge, other }) => edge.kind === "implements" && centres.has(other)).forEach(({ other }) => found.add(other));
  }
  return found;
}

/** The centre of the part of the picture, as large as the screen, that shows the node `i`, most of its chain and most others. */
function fullest(i) {
  const [w, h] = [canvas.clientWidth, canvas.clientHeight].map((size) => (size - 2 * MARGIN) / LEGIBLE);
  const start = boxOf(i);
  const chain = chainOf(i);
  const near = [...centres.keys()].map((j) => ({ ...boxOf(j), worth: chain.has(j) ? IN_CHAIN : 1 }))
    .filter((box) => Math.abs(box.left - start.left) < w && Math.abs(box.top - start.top) < h);
  const sides = (side, pad, from, to) =>
    [...new Set(near.map((box) => box[side] - pad))].filter((at) => from <= at && at <= to).sort((a, b) => a - b);
  let best = { worth: 0, ...centres.get(i) };
  for (const top of sides("top", PAD.top, start.bottom - h, start.top)) {
    for (const left of sides("left", 0, start.right - w, start.left)) {
      const worth = near.filter((box) => box.left >= left && box.right <= left + w && box.top >= top && box.bottom <= top + h)
        .reduce((sum, box) => sum + box.worth, 0);
      if (worth > best.worth) best = { worth, x: left + w / 2, y: top + h / 2 };
    }
  }
  return best;
}

function onScreen(i) {
  const { x, y } = network.canvasToDOM(centres.get(i));
  return x > 60 && y > 20 && x < canvas.clientWidth - 60 && y < canvas.clientHeight - 20;
}

/** Move the camera only if one of the nodes is off the screen, and all of them fit on it legibly. */
function reveal(ids) {
  if (ids.every(onScreen)) return;
  const { left, right, top, bottom } = bounds(ids.map(boxOf));
  const fits = Math.min(canvas.clientWidth / (right - left), canvas.clientHeight / (bottom - top)) >= LEGIBLE;
  if (fits) fitTo(ids.map(boxOf), MOVE());
}

function centreOn(i) {
  network.moveTo({ position: centres.get(i), scale: Math.max(network.getScale(), LEGIBLE), animation: MOVE() });
}

network.on("beforeDrawing", (context) => {
  context.save();
  context.strokeStyle = styles["frame-line"];
  context.font = `600 13px ${styles.face}`;
  context.textBaseline = "top";
  // The heading of a frame stays on the screen when its left side does not.
  const edge = network.DOMtoCanvas({ x: 0, y: 0 }).x;
  for (const { left, top, right, bottom, label } of frames) {
    outline(context, { x: (left + right) / 2, y: (top + bottom) / 2, w: right - left, h: bottom - top }, { round: 10 });
    context.fillStyle = styles.frame;
    context.fill();
    context.stroke();
    context.fillStyle = styles.muted;
    if (label) context.fillText(label, Math.max(left, edge) + 16, top + 12);
  }
  context.restore();
});

network.on("afterDrawing", (context) => {
  context.save();
  Object.assign(context, { font: nameFont(), textAlign: "center", textBaseline: "middle", lineJoin: "round" });
  Object.assign(context, { lineWidth: 4, strokeStyle: styles.page, fillStyle: styles.muted });
  for (const { text, x, y, faint } of names) {
    context.globalAlpha = faint ? 0.3 : 1;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
  context.restore();
});

// vis-network zooms when the canvas changes its size; here the scale stays, so that text stays as large as it is.
network.on("resize", () => {
  if (!state.settled) return;
  const camera = { scale: network.getScale(), position: network.getViewPosition() };
  queueMicrotask(() => network.moveTo(camera));
});

function zoom(by) {
  network.moveTo({ scale: network.getScale() * by, animation: MOVE() });
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  styles = readStyles();
  draw();
});
