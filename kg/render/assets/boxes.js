// How a node is drawn: a box of the shape of its kind, its symbol, one or two lines of text, and a badge with the
// number of neighbours that are not open yet.

const TEXT = { size: 14, lead: 19, left: 12, symbol: 20 };

/** Traces an outline through corners that are cut (`cut`) or rounded (`round`) by so many pixels. */
function outline(context, { x, y, w, h }, { cut = 0, round = 0, tip = 0 }) {
  const [left, right, top, bottom] = [x - w / 2, x + w / 2, y - h / 2, y + h / 2];
  context.beginPath();
  if (tip) {
    context.moveTo(left, y);
    context.lineTo(left + tip, top);
    context.lineTo(right - tip, top);
    context.lineTo(right, y);
    context.lineTo(right - tip, bottom);
    context.lineTo(left + tip, bottom);
  } else {
    const by = cut || round;
    const corner = (cornerX, cornerY, endX, endY) =>
      cut ? context.lineTo(endX, endY) : context.arcTo(cornerX, cornerY, endX, endY, round);
    context.moveTo(left + by, top);
    context.lineTo(right - by, top);
    corner(right, top, right, top + by);
    context.lineTo(right, bottom - by);
    corner(right, bottom, right - by, bottom);
    context.lineTo(left + by, bottom);
    corner(left, bottom, left, bottom - by);
    context.lineTo(left, top + by);
    corner(left, top, left + by, top);
  }
  context.closePath();
}

/** Kinds whose first line says most. */
const STRONG = new Set(["document", "section", "target", "funding"]);

const CORNERS = {
  rectangle: { round: 3 },
  plain: {},
  rounded: { round: 9 },
  pill: { round: 16 },
  hexagon: { tip: 11 },
  octagon: { cut: 9 },
};

function drawBox(context, node, { x, y }, { selected, hover }) {
  const { width: w, shape, symbol } = data.kinds[node.group];
  const h = heightOf(node);
  const paint = styles[node.stub ? "stub" : node.group];
  const box = { x, y, w, h };
  context.save();
  outline(context, box, CORNERS[shape]);
  context.fillStyle = styles.page;
  context.fill();
  context.globalAlpha = dimmed(node.id) ? 0.4 : 1;
  context.fillStyle = paint.fill;
  context.fill();
  context.lineWidth = selected ? 3 : hover ? 2 : 1;
  context.strokeStyle = selected || hover ? styles.accent : paint.line;
  context.setLineDash(node.stub && !selected ? [5, 4] : []);
  context.stroke();
  context.setLineDash([]);
  if (network.getScale() * TEXT.size > 4) drawText(context, node, box, paint.ink, symbol);
  context.restore();
}

function drawText(context, node, { x, y, w }, ink, symbol) {
  const lines = node.label.split("\n");
  const left = x - w / 2 + TEXT.left;
  context.fillStyle = ink;
  context.textBaseline = "middle";
  context.textAlign = "left";
  const strong = STRONG.has(node.group);
  lines.forEach((line, at) => {
    const middle = y + (at - (lines.length - 1) / 2) * TEXT.lead + 1;
    context.font = `${at === 0 && strong ? 600 : 400} ${TEXT.size}px ${styles.face}`;
    if (at === 0) context.fillText(symbol, left, middle);
    context.fillText(line, left + TEXT.symbol, middle);
  });
}

/** The badge at the upper right corner. */
function drawBadge(context, node, { x, y }) {
  const more = unopened(node.id).length;
  if (more === 0) return;
  const text = more > 999 ? "＋999" : `＋${more}`;
  const right = x + data.kinds[node.group].width / 2 + 6;
  const top = y - heightOf(node) / 2;
  context.save();
  context.globalAlpha = dimmed(node.id) ? 0.4 : 1;
  context.font = `600 11px ${styles.face}`;
  const width = context.measureText(text).width + 10;
  outline(context, { x: right - width / 2, y: top, w: width, h: 16 }, { round: 8 });
  context.fillStyle = styles.accent;
  context.fill();
  context.fillStyle = styles.accentInk;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, right - width / 2, top + 0.5);
  context.restore();
}
