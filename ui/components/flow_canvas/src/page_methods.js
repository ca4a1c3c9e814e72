import { Catalogue } from "./store/catalogue.js";

/** What the page may call: the names of the Python element's methods. */
export function pageMethods(canvas, onPainted) {
  function load(definition, revision, nodeTypes, activities) {
    const isFirst = !canvas.scene.boxes.size;
    canvas.load(definition, revision, new Catalogue(nodeTypes, activities));
    if (isFirst) canvas.fit();
    canvas.painter.paint();
    onPainted();
  }

  async function loadFrom(url, nodeTypes, activities) {
    const response = await fetch(url, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`The workflow did not load: ${response.status} from ${url}`);
    const { definition, revision } = await response.json();
    load(definition, revision, nodeTypes, activities);
  }

  return {
    load,
    load_from: loadFrom,
    edit: (operations) => canvas.perform(operations),
    apply_remote: (operations, revision) => canvas.document.applyRemote(operations, revision),
    acknowledge: (patchId, revision) => canvas.document.acknowledge(patchId, revision),
    refuse: (patchId, message) => canvas.document.refuse(patchId, message),
    set_statuses: (statuses) => canvas.statuses.add(statuses),
    set_problems: (problems) => canvas.setProblems(problems),
    select: (nodeIds) => canvas.selection.set(nodeIds.filter((id) => canvas.document.nodes.has(id))),
    focus_node: (nodeId) => canvas.focusNode(nodeId),
    fit: () => canvas.fit(),
    undo: () => canvas.undo(),
    redo: () => canvas.redo(),
  };
}
