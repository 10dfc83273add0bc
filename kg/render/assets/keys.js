// The picture by keyboard: arrows choose the next node in their direction, Enter opens it.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The nearest visible node in a direction; what lies straight ahead comes before what lies aside. */
function next(from, [right, down]) {
  const start = centres.get(from);
  let best = null;
  for (const [i, { x, y }] of centres) {
    const ahead = (x - start.x) * right + (y - start.y) * down;
    const aside = Math.abs((x - start.x) * down) + Math.abs((y - start.y) * right);
    if (i === from || ahead <= 0 || aside > 2 * ahead) continue;
    const far = ahead + 2 * aside;
    if (best === null || far < best.far) best = { i, far };
  }
  return best?.i ?? from;
}

/** Choose a node and say what it is. */
function step(i) {
  select(i);
  if (!onScreen(i)) centreOn(i);
  const node = data.nodes[i];
  document.getElementById("said").textContent = `${data.kinds[node.group].name}：${node.full}`;
}

canvas.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || centres.size === 0) return;
  const here = state.selected !== null && centres.has(state.selected) ? state.selected : null;
  if (ARROWS[event.key]) step(here === null ? startingPoints().find(isVisible) ?? [...centres.keys()][0] : next(here, ARROWS[event.key]));
  else if ((event.key === "Enter" || event.key === " ") && here !== null) open(here);
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else return;
  event.preventDefault();
});
