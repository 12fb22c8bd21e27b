/**
 * Conditions of the checklist, evaluated from their JSON tree: the twin of `inspection/domain/expressions.py`,
 * held to the same test vectors. A comparison with null is false, whatever the operator.
 */

/** @typedef {string|number|boolean|string[]|null} Value */

/**
 * @typedef {{literal: any} | {name: string} | {op: string, args: Tree[]} | {call: string, args: Tree[]}} Tree
 */

/**
 * What a condition can ask about its subject.
 * @typedef {object} Scope
 * @property {(name: string) => Value} lookup answer of an item, as it counts, or a derived value
 * @property {(item: string) => boolean} unanswered visible and without answer
 * @property {(installation: string) => boolean} anyRoomHas
 * @property {(states: string[]) => boolean} anyRoomMoisture
 * @property {(name: string) => boolean} templateActive
 */

/** @param {Tree} tree @param {Scope} scope @returns {Value} */
export function evaluate(tree, scope) {
  if ("name" in tree) return scope.lookup(tree.name);
  if ("literal" in tree) return tree.literal;
  if ("call" in tree) return call(tree.call, tree.args, scope);
  const { op, args } = tree;
  if (op === "and") return args.every((arg) => holds(arg, scope));
  if (op === "or") return args.some((arg) => holds(arg, scope));
  if (op === "not") return !holds(args[0], scope);
  return compare(op, evaluate(args[0], scope), evaluate(args[1], scope));
}

/** Whether a condition is true; anything but `true` is not. @param {Tree} tree @param {Scope} scope @returns {boolean} */
export function holds(tree, scope) {
  return evaluate(tree, scope) === true;
}

/** @param {string} name @param {any[]} args trees @param {Scope} scope @returns {boolean} */
function call(name, args, scope) {
  switch (name) {
    case "has_any": {
      const chosen = scope.lookup(args[0].name);
      return Array.isArray(chosen) && args[1].literal.some((/** @type {string} */ option) => chosen.includes(option));
    }
    case "unanswered":
      return scope.unanswered(args[0].name);
    case "any_room_has":
      return scope.anyRoomHas(args[0].literal);
    case "any_room_moisture":
      return scope.anyRoomMoisture(args[0].literal);
    case "template_active":
      return scope.templateActive(args[0].literal);
    default:
      throw new Error(`unknown function ${name}`);
  }
}

/** @param {string} op @param {any} left @param {any} right @returns {boolean} */
function compare(op, left, right) {
  if (left === null || left === undefined || right === null || right === undefined) return false;
  switch (op) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "in":
      return right.includes(left);
    case "not in":
      return !right.includes(left);
  }
  if (typeof left !== "number" || typeof right !== "number") return false;
  switch (op) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      throw new Error(`unknown operator ${op}`);
  }
}
