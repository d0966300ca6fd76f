// Types of Engagement Planner, for TypeScript. What answers, assessments and plans hold may grow: read what you need, and
// pass over what you do not know.

/** The id of a question, such as `stage`. */
export type QuestionId = string;
/** The id of an option of a question. */
export type OptionId = string;
/** A day, as `2026-11-25`. */
export type Day = string;

/** How far one of several options holds. */
export type Degree = "affected" | "most" | "not_sure" | "not_affected";

/** An answer: one option, a day or "not_sure"; several options; or several with how far each holds. */
export type Answer = OptionId | Day | "not_sure" | OptionId[] | { [option: OptionId]: Degree };

/** Answers by question. Whatever has no answer is left out. */
export interface Answers {
  [question: QuestionId]: Answer;
}

/** What a duty comes to. */
export type DutyState = "likely" | "cannot_tell" | "unlikely" | (string & {});

/** How well an approach fits. */
export type Fit = "strong" | "good" | "possible" | "ruled_out" | (string & {});

/** What follows from the answers, in short. */
export interface Assessment {
  /** The edition of the rules, such as `2026.11`. */
  readonly edition: string;
  readonly duties: readonly { readonly id: string; readonly state: DutyState }[];
  /** Approaches, best first. */
  readonly approaches: readonly {
    readonly id: string;
    /** A short reference, such as `M24`. */
    readonly ref: string;
    readonly fit: Fit;
    /** Whether something speaks for care. */
    readonly with_care: boolean;
  }[];
}

/** Something in a plan that has a name; each kind has more to say. */
export interface PlanEntry {
  readonly [field: string]: unknown;
}

/** The plan, as it is written into files. The lists are named here; what an entry holds may grow. */
export interface Plan {
  readonly title: string;
  readonly organisation: string;
  /** The edition of the rules. */
  readonly edition: string;
  /** The day at which the law was read. */
  readonly law_as_at: Day;
  readonly made_on: Day;
  readonly answers: readonly PlanEntry[];
  readonly duties: readonly PlanEntry[];
  readonly groups: readonly PlanEntry[];
  readonly checks: readonly PlanEntry[];
  readonly gaps: readonly PlanEntry[];
  readonly tasks: readonly PlanEntry[];
  readonly sources: readonly PlanEntry[];
  readonly [part: string]: unknown;
}

/** A plan file. Keep it as it is: its edits are the planner's own. */
export interface PlanFile {
  readonly format: "engagement-plan";
  readonly schema: number;
  readonly edition: string;
  readonly answers: Answers;
  readonly edits: { readonly [name: string]: unknown };
}

/** A kind of file that `export` makes. */
export type ExportFormat = "docx" | "html" | "md" | "csv" | "ics" | "json";

/** What someone asks for, before it is made. */
export interface ExportRequest {
  readonly format: ExportFormat | "print" | "case";
  /** Which document: one page, the full plan, the record of the impact assessment, the letter, the what-ifs, a paper by its number, or a case for training. */
  readonly depth: "one_page" | "full" | "record" | "letter" | "what_if" | "case" | { readonly paper: number };
  /** Which table, where it is one. */
  readonly table?: string;
}

/** Why it could not start, or stopped. `docs/troubles` tells of each code. */
export type TroubleCode = "EP-1" | "EP-2" | "EP-3" | "EP-4" | "EP-5" | "EP-6" | "EP-7" | "EP-8" | "EP-9";

export interface TroubleDetail {
  readonly code: TroubleCode;
  /** A sentence for IT. It holds nothing that was typed. */
  readonly message: string;
  /** With EP-9: each mistake in the local policy. */
  readonly messages?: readonly string[];
}

/** The element's own events, by name. They bubble, and pass out of a shadow root. */
export interface EngagementPlannerEventMap {
  "engagement-planner-ready": CustomEvent<null>;
  "engagement-planner-change": CustomEvent<PlanFile>;
  "engagement-planner-plan": CustomEvent<null>;
  /** `preventDefault()` stops the file from being made. */
  "engagement-planner-export": CustomEvent<ExportRequest>;
  "engagement-planner-error": CustomEvent<TroubleDetail>;
}

/** The attributes, all optional. */
export interface EngagementPlannerAttributes {
  organisation?: string;
  /** The level of its first heading: 1 to 4. It is 2 unless you say. */
  "heading-level"?: 1 | 2 | 3 | 4 | "1" | "2" | "3" | "4";
  autosave?: "on" | "off";
  /** The id of a worked example to begin with. */
  scenario?: string;
  /** Kept for later. */
  view?: string;
  /** The address of the local policy, or its text. */
  local?: string;
}

/** `<engagement-planner>`. */
export interface EngagementPlannerElement extends HTMLElement {
  /** The answers; `null` until it is ready. They may be set before. */
  get answers(): Answers | null;
  set answers(answers: Answers);
  /** What follows from the answers; `null` until it is ready. */
  readonly assessment: Assessment | null;
  /** The plan; `null` until all parts of the planner are here. */
  readonly plan: Plan | null;
  /** The version of the planner and of its rules. */
  readonly version: string;

  /** The plan as a file. Fails with a sentence in plain words. */
  export(format: ExportFormat): Promise<Blob>;
  /** Opens a plan file, or a Word file or web page that carries a plan: the file, its bytes or its text. */
  open(source: string | Blob | ArrayBuffer | ArrayBufferView): Promise<void>;
  /** Back to the start. Answers and edits are dropped. */
  reset(): void;

  addEventListener<K extends keyof EngagementPlannerEventMap>(
    type: K,
    listener: (this: EngagementPlannerElement, event: EngagementPlannerEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: EngagementPlannerElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "engagement-planner": EngagementPlannerElement;
  }
  // For listeners on another element or on the document: the events bubble.
  interface HTMLElementEventMap extends EngagementPlannerEventMap {}
  interface DocumentEventMap extends EngagementPlannerEventMap {}
}
