// What a host may not write. Each line is refused by the compiler; one that it let pass would fail the test.

import "engagement-planner";

const planner = document.createElement("engagement-planner");

// @ts-expect-error There is no such kind of file.
void planner.export("pdf");
// @ts-expect-error A number is no answer.
planner.answers = { stage: 1 };
// @ts-expect-error There is no such degree.
planner.answers = { affected: { carers: "very" } };
// @ts-expect-error Nothing is set on what follows from the answers.
planner.assessment = null;
// @ts-expect-error The version is told, not set.
planner.version = "2";
// @ts-expect-error It is null until the planner is ready.
planner.assessment.duties;
// @ts-expect-error A plan is not opened from a number.
void planner.open(1);
// @ts-expect-error A file is promised, not given.
planner.export("docx").size;
// @ts-expect-error The event carries a plan file, which has no such part.
planner.addEventListener("engagement-planner-change", ({ detail }) => detail.nothing);
// @ts-expect-error There is no such code.
planner.addEventListener("engagement-planner-error", ({ detail }) => detail.code === "EP-77");
// @ts-expect-error There is no such member.
planner.restart();
