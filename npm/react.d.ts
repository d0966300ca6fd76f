// The element in JSX, for React 19 and later.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { EngagementPlannerAttributes, EngagementPlannerElement } from "engagement-planner";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "engagement-planner": DetailedHTMLProps<HTMLAttributes<EngagementPlannerElement>, EngagementPlannerElement> & EngagementPlannerAttributes;
    }
  }
}
