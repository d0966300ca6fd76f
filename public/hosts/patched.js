// What old libraries did: names that loops run into, JSON by their own rules, and standard methods of another making.
Array.prototype.each = function (task) {
  for (let at = 0; at < this.length; at += 1) task(this[at]);
};
Date.prototype.toJSON = function () {
  return `new Date(${this.getTime()})`;
};
String.prototype.strip = function () {
  return this.replace(/^\s+|\s+$/g, "");
};
Object.prototype.extend = function (other) {
  for (const name in other) this[name] = other[name];
  return this;
};
const { stringify } = JSON;
JSON.stringify = function (value, ...rest) {
  return stringify.call(JSON, value, ...rest);
};
const { addEventListener } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (type, listener, ...rest) {
  return addEventListener.call(this, type, listener, ...rest);
};
Element.prototype.remove = function () {
  if (this.parentNode) this.parentNode.removeChild(this);
};
window.name = "host";
