define([], function () {
  return {
    About: "What is set here holds for this page. What people write stays in their own browser.",
    Autosave: "Keep each person's work in their browser",
    AutosaveOff: "No: people save a file",
    AutosaveOn: "Yes",
    Failed: "Engagement Planner could not be loaded. Load this page again. If that does not help, tell your IT team that this file could not be loaded:",
    Group: "Engagement Planner",
    HeadingLevel: "Level of its first heading",
    HeadingLevelOf: "Heading ",
    Local: "Address of your local policy file",
    LocalHelp: "A JSON file on this site, for example /sites/intranet/SiteAssets/local-policy.json. Leave it empty if you have none.",
    Organisation: "Name of your organisation"
  };
});
