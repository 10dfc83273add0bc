// From cells to pixels: visible nodes are stacked in their columns, and gaps left by hidden ones are closed.

const COLUMN = 280;
const GAP = 12;
// Between shelves of one group (a level of government), and between groups.
const SHELF_GAP = data.view === "lineage" ? [44, 112] : [64, 64];

function heightOf(node) {
  return 15 + TEXT.lead * node.label.split("\n").length;
}

/** Centres {x, y} of the given nodes, by node. */
function place(ids) {
  const columns = [...new Set(ids.map((i) => data.nodes[i].cell[1]))].sort((a, b) => a - b);
  const left = new Map();
  let x = 0;
  columns.forEach((column, at) => {
    if (at > 0) x += COLUMN * Math.min(1, column - columns[at - 1]);
    left.set(column, x);
  });

  const shelves = new Map();
  for (const i of ids) {
    const [shelf, column] = data.nodes[i].cell;
    if (!shelves.has(shelf)) shelves.set(shelf, new Map());
    const stacks = shelves.get(shelf);
    if (!stacks.has(column)) stacks.set(column, []);
    stacks.get(column).push(i);
  }

  const centres = new Map();
  let bottom = 0;
  let group = null;
  for (const shelf of [...shelves.keys()].sort((a, b) => a - b)) {
    const [, , , nextGroup] = data.nodes[shelves.get(shelf).values().next().value[0]].cell;
    const top = group === null ? 0 : bottom + SHELF_GAP[nextGroup === group ? 0 : 1];
    group = nextGroup;
    for (const [column, stack] of shelves.get(shelf)) {
      let y = top;
      for (const i of stack.sort((a, b) => data.nodes[a].cell[2] - data.nodes[b].cell[2])) {
        const height = heightOf(data.nodes[i]);
        centres.set(i, { x: left.get(column) + data.kinds[data.nodes[i].group].indent, y: y + height / 2 });
        y += height + GAP;
      }
      bottom = Math.max(bottom, y - GAP);
    }
  }
  return centres;
}

/** A frame around each group of nodes: {label, left, top, right, bottom}; levels of government run right across. */
function framesAround(centres) {
  const lineage = data.view === "lineage";
  const pad = { x: lineage ? 24 : 11, top: lineage ? 38 : 14, bottom: lineage ? 20 : 14 };
  const frames = new Map();
  for (const [i, { x, y }] of centres) {
    const node = data.nodes[i];
    const half = { x: data.kinds[node.group].width / 2, y: heightOf(node) / 2 };
    const frame = frames.get(node.cell[3]) ?? {
      label: data.frames[node.cell[3]], size: 0, left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity,
    };
    frame.size += 1;
    frame.left = Math.min(frame.left, x - half.x - pad.x);
    frame.right = Math.max(frame.right, x + half.x + pad.x);
    frame.top = Math.min(frame.top, y - half.y - pad.top);
    frame.bottom = Math.max(frame.bottom, y + half.y + pad.bottom);
    frames.set(node.cell[3], frame);
  }
  const all = [...frames.values()];
  if (!lineage) return all.filter((frame) => frame.size > 1);
  const left = Math.min(...all.map((frame) => frame.left));
  const right = Math.max(...all.map((frame) => frame.right));
  return all.map((frame) => ({ ...frame, left, right }));
}
