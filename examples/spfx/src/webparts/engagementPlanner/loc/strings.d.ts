declare interface IEngagementPlannerWebPartStrings {
  About: string;
  Autosave: string;
  AutosaveOff: string;
  AutosaveOn: string;
  Failed: string;
  Group: string;
  HeadingLevel: string;
  HeadingLevelOf: string;
  Local: string;
  LocalHelp: string;
  Organisation: string;
}

declare module 'EngagementPlannerWebPartStrings' {
  const strings: IEngagementPlannerWebPartStrings;
  export = strings;
}
