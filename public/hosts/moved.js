// Moves the planner between the columns, as a dashboard does when a person drags a part of it.
const [left, right] = ["left", "right"].map((id) => document.getElementById(id));
const planner = document.querySelector("engagement-planner");
document.getElementById("move").addEventListener("click", () => {
  (planner.parentElement === left ? right : left).append(planner);
});
