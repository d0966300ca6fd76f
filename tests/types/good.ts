// What a host may write. It must pass the compiler as it stands.

import "engagement-planner";
import type { Answers, EngagementPlannerElement, ExportFormat, PlanFile, TroubleCode } from "engagement-planner";

const planner = document.createElement("engagement-planner");
const found: EngagementPlannerElement | null = document.querySelector("engagement-planner");
const plain: HTMLElement = planner;

const answers: Answers = {
  stage: "appraising_options",
  decision_on: "2026-11-25",
  groups: ["carers", "disabled_people"],
  affected: { carers: "most", disabled_people: "affected", others: "not_sure" },
};
planner.answers = answers;
const stage = planner.answers?.["stage"];
const likely = planner.assessment?.duties.filter(({ state }) => state === "likely").map(({ id }) => id) ?? [];
const best: string | undefined = planner.assessment?.approaches[0]?.ref;
const title: string | undefined = planner.plan?.title;
const version: string = planner.version;

planner.addEventListener("engagement-planner-change", function (event) {
  const file: PlanFile = event.detail;
  const schema: number = file.schema;
  this.reset();
  void schema;
});
planner.addEventListener("engagement-planner-export", (event) => {
  if (event.detail.format === "docx" && event.detail.depth === "full") event.preventDefault();
});
planner.addEventListener("click", (event) => event.clientX, { once: true });
planner.addEventListener("something-else", (event: Event) => event.type);
// The events bubble, so other elements and the document know them too.
document.addEventListener("engagement-planner-error", ({ detail }) => {
  const code: TroubleCode = detail.code;
  return `${code}: ${detail.message}`;
});
document.body.addEventListener("engagement-planner-ready", ({ detail }) => detail === null);

export async function save(format: ExportFormat, source: File | string | Uint8Array): Promise<number> {
  await planner.open(source);
  const file: Blob = await planner.export(format);
  return file.size;
}

export { best, found, likely, plain, stage, title, version };
