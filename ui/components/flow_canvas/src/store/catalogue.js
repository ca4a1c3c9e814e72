// What node types and activities say about a node: icon, shape, handles and the line below its name.

const UNKNOWN = { label: "", icon: "help", shape: "plain", has_input: true, outputs: ["out"], summary: "" };

export class Catalogue {
  constructor(nodeTypes = [], activities = []) {
    this.nodeTypes = new Map(nodeTypes.map((type) => [type.type, type]));
    this.activities = new Map(activities.map((activity) => [activity.name, activity]));
  }

  typeOf(node) {
    return this.nodeTypes.get(node.type) ?? UNKNOWN;
  }

  icon(node) {
    return this.activities.get(node.data.config.activity)?.icon || this.typeOf(node).icon || UNKNOWN.icon;
  }

  /** Names of all handles from which edges leave, `error` last. */
  outputs(node) {
    const type = this.typeOf(node);
    const items = type.outputs_from ? node.data.config[type.outputs_from] : null;
    const named = Array.isArray(items) ? items.map((item) => item?.name).filter(Boolean) : [];
    const unique = new Set([...named.map(String), ...(type.outputs ?? [])]);
    return type.error_output ? [...unique, "error"] : [...unique];
  }

  hasInput(node) {
    return this.typeOf(node).has_input !== false;
  }

  /** The node's configuration in one line, empty when there is nothing to say. */
  summary(node) {
    const { config } = node.data;
    const activity = this.activities.get(config.activity);
    if (activity) return filled(activity.summary || `${activity.name}()`, config.arguments ?? {});
    return filled(this.typeOf(node).summary ?? "", config);
  }
}

function filled(template, values) {
  const line = template.replace(/\{(\w+)\}/g, (_, key) => spoken(values[key]));
  return line.replace(/\s+/g, " ").replace(/^[\s·:,]+|[\s·:,]+$/g, "");
}

function spoken(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return count(value.length, "item");
  if (typeof value === "object") return count(Object.keys(value).length, "field");
  return String(value).replace(/\{\{\s*|\s*\}\}/g, "");
}

function count(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
