// From cells to pixels: visible nodes are stacked in their columns, and gaps left by hidden ones are closed.

const COLUMN = 280;
const GAP = 12;
// Between shelves of one group (a level of government), of one band, and between bands.
const SHELF_GAP = data.view === "lineage" ? [44, 112, 168] : [64, 64, 64];
// How much larger a frame is than what stands in it.
const PAD = data.view === "lineage" ? { x: 24, top: 38, bottom: 20 } : { x: 11, top: 14, bottom: 14 };

/** The band of a node; what stands in one band shares its columns. */
function bandOf(i) {
  if (data.view === "agencies") return data.nodes[i].shelf;
  return data.frames[data.nodes[i].block]?.[1] ?? 0;
}

function heightOf(node) {
  return 15 + TEXT.lead * node.label.split("\n").length;
}

/** Where the columns of each band begin, by band. */
function columnsOf(ids) {
  const bands = new Map();
  for (const i of ids) {
    if (!bands.has(bandOf(i))) bands.set(bandOf(i), new Map());
    bands.get(bandOf(i)).set(data.nodes[i].column, 0);
  }
  for (const [band, columns] of bands) {
    let x = 0;
    const sorted = [...columns.keys()].sort((a, b) => a - b);
    bands.set(band, new Map(sorted.map((column, at) => {
      if (at > 0) x += COLUMN * Math.min(1, column - sorted[at - 1]);
      return [column, x];
    })));
  }
  return bands;
}

/** Centres {x, y} of the given nodes, by node. */
function place(ids) {
  const bands = columnsOf(ids);
  const shelves = new Map();
  for (const i of ids) {
    const { shelf, column } = data.nodes[i];
    if (!shelves.has(shelf)) shelves.set(shelf, new Map());
    const stacks = shelves.get(shelf);
    if (!stacks.has(column)) stacks.set(column, []);
    stacks.get(column).push(i);
  }

  const centres = new Map();
  let bottom = 0;
  let before = null;
  for (const shelf of [...shelves.keys()].sort((a, b) => a - b)) {
    const first = shelves.get(shelf).values().next().value[0];
    const [band, group] = [bandOf(first), data.nodes[first].block];
    const left = bands.get(band);
    const top = before === null ? 0 : bottom + SHELF_GAP[before.band !== band ? 2 : before.group !== group ? 1 : 0];
    before = { band, group };
    for (const [column, stack] of shelves.get(shelf)) {
      let y = top;
      for (const i of stack.sort((a, b) => data.nodes[a].order - data.nodes[b].order)) {
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
  const frames = new Map();
  for (const [i, { x, y }] of centres) {
    const node = data.nodes[i];
    const half = { x: data.kinds[node.group].width / 2, y: heightOf(node) / 2 };
    const frame = frames.get(node.block) ?? {
      label: data.frames[node.block]?.[0], size: 0, left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity,
    };
    frame.size += 1;
    frame.left = Math.min(frame.left, x - half.x - PAD.x);
    frame.right = Math.max(frame.right, x + half.x + PAD.x);
    frame.top = Math.min(frame.top, y - half.y - PAD.top);
    frame.bottom = Math.max(frame.bottom, y + half.y + PAD.bottom);
    frames.set(node.block, frame);
  }
  const all = [...frames.values()];
  if (!lineage) return all.filter((frame) => frame.size > 1);
  const left = Math.min(...all.map((frame) => frame.left));
  const right = Math.max(...all.map((frame) => frame.right));
  return all.map((frame) => ({ ...frame, left, right }));
}
