/**
 * The web part: one `<engagement-planner>` whose attributes are the web part's properties.
 *
 * The planner's own files lie in the package beside this bundle, under the names they have always had: see
 * `config/spfx-customize-webpack.js`. SharePoint serves them all from one folder. The planner's script finds the others
 * by its own address, so it is imported as a module of the browser and is not bundled.
 */

import type { IReadonlyTheme } from '@microsoft/sp-component-base';
import {
  type IPropertyPaneConfiguration,
  PropertyPaneDropdown,
  PropertyPaneTextField,
  PropertyPaneToggle
} from '@microsoft/sp-property-pane';
import { BaseClientSideWebPart } from '@microsoft/sp-webpart-base';

import * as strings from 'EngagementPlannerWebPartStrings';

/** The file name of the planner's script in this package. The build puts it here. */
declare const PLANNER_SCRIPT: string;

/** What the owner of a page sets. */
export interface IEngagementPlannerWebPartProperties {
  organisation: string;
  headingLevel: number;
  local: string;
  autosave: boolean;
}

export default class EngagementPlannerWebPart extends BaseClientSideWebPart<IEngagementPlannerWebPartProperties> {
  private _planner: HTMLElement | undefined;

  /** Loads the planner's script. The web part waits for it, and SharePoint shows its own sign of waiting. */
  protected async onInit(): Promise<void> {
    const address: string = this._script();
    try {
      await import(/* webpackIgnore: true */ address);
    } catch {
      const words: HTMLParagraphElement = document.createElement('p');
      words.textContent = `${strings.Failed} ${address}`;
      this.domElement.append(words);
      return;
    }
    this._planner = document.createElement('engagement-planner');
  }

  /** Runs at first and after each change of a property. The element stays, so that nothing written is lost. */
  public render(): void {
    const planner: HTMLElement | undefined = this._planner;
    if (!planner) {
      return;
    }
    const { organisation, headingLevel, local, autosave } = this.properties;
    const wanted: { [name: string]: string | undefined } = {
      organisation,
      'heading-level': String(headingLevel || 2),
      local,
      autosave: autosave === false ? 'off' : 'on'
    };
    for (const name of Object.keys(wanted)) {
      const value: string | undefined = wanted[name];
      if (value) {
        planner.setAttribute(name, value);
      } else {
        planner.removeAttribute(name);
      }
    }
    if (planner.parentElement !== this.domElement) {
      this.domElement.append(planner);
    }
  }

  /** A section may be dark. The planner is told so in the browser's own way. */
  protected onThemeChanged(theme: IReadonlyTheme | undefined): void {
    this.domElement.style.setProperty('color-scheme', theme?.isInverted ? 'dark' : 'light');
  }

  protected onDispose(): void {
    this._planner?.remove();
    this._planner = undefined;
  }

  protected getPropertyPaneConfiguration(): IPropertyPaneConfiguration {
    return {
      pages: [
        {
          header: { description: strings.About },
          groups: [
            {
              groupName: strings.Group,
              groupFields: [
                PropertyPaneTextField('organisation', { label: strings.Organisation }),
                PropertyPaneDropdown('headingLevel', {
                  label: strings.HeadingLevel,
                  options: [2, 3, 4].map((level) => ({ key: level, text: `${strings.HeadingLevelOf}${level}` }))
                }),
                PropertyPaneTextField('local', { label: strings.Local, description: strings.LocalHelp }),
                PropertyPaneToggle('autosave', {
                  label: strings.Autosave,
                  onText: strings.AutosaveOn,
                  offText: strings.AutosaveOff
                })
              ]
            }
          ]
        }
      ]
    };
  }

  /** The script's address: the folder from which SharePoint loads this package, and its name. */
  private _script(): string {
    const [folder] = this.manifest.loaderConfig.internalModuleBaseUrls;
    return new URL(PLANNER_SCRIPT, `${new URL(folder, document.baseURI).href.replace(/\/$/, '')}/`).href;
  }
}
