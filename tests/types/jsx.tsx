// The element in React's JSX.

import type {} from "engagement-planner/react";

export const page = (
  <main>
    <engagement-planner organisation="Example Trust" heading-level={2} autosave="off" id="planner" />
  </main>
);

// @ts-expect-error There are four levels.
export const deep = <engagement-planner heading-level={7} />;
// @ts-expect-error There is no such attribute.
export const strange = <engagement-planner colour="red" />;
