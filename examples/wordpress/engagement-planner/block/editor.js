// The block in the editor: a card in the page, and its settings beside it. The page itself is written by PHP, so the
// block saves its settings and no HTML. Plain JavaScript, as there is no build step.

(function ({ blocks, blockEditor, components, element, i18n }) {
  const el = element.createElement;
  const { __ } = i18n;
  const DOMAIN = 'engagement-planner';

  blocks.registerBlockType('engagement-planner/planner', {
    edit({ attributes, setAttributes }) {
      const keep = (name) => (value) => setAttributes({ [name]: value });
      const settings = el(
        components.PanelBody,
        { title: __('Planner', DOMAIN) },
        el(components.TextControl, {
          label: __('Name of your organisation', DOMAIN),
          value: attributes.organisation,
          onChange: keep('organisation'),
        }),
        el(components.SelectControl, {
          label: __('Level of its first heading', DOMAIN),
          help: __('One more than the level of the heading that it stands under.', DOMAIN),
          value: String(attributes.headingLevel),
          options: ['1', '2', '3', '4'].map((level) => ({ value: level, label: level })),
          onChange: (level) => setAttributes({ headingLevel: Number(level) }),
        }),
        el(components.TextControl, {
          label: __('Address of your local policy file', DOMAIN),
          help: __('A JSON file on this site. Leave it empty if you have none.', DOMAIN),
          value: attributes.local,
          onChange: keep('local'),
        }),
        el(components.TextareaControl, {
          label: __('Contact of your involvement team', DOMAIN),
          help: __('Shown on the planner’s first page. It may hold links in HTML.', DOMAIN),
          value: attributes.contact,
          onChange: keep('contact'),
        }),
        el(components.ToggleControl, {
          label: __('Keep each person’s work in their browser', DOMAIN),
          checked: attributes.autosave,
          onChange: keep('autosave'),
        }),
      );
      return el(
        element.Fragment,
        null,
        el(blockEditor.InspectorControls, null, settings),
        el(
          'div',
          blockEditor.useBlockProps(),
          el(components.Placeholder, {
            icon: 'groups',
            label: __('Engagement Planner', DOMAIN),
            instructions: __('The planner stands here when people open the page. Its settings are beside this page.', DOMAIN),
          }),
        ),
      );
    },
    save: () => null,
  });
})(window.wp);
