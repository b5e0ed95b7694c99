import {fieldSelect} from "../components/choice.js";
import type {FieldSelect} from "../components/choice.js";
import {outputScales} from "../formats/output-scale.js";
import type {ChannelOrder} from "../reading/channel-order.js";
import {channelOrders} from "../reading/channel-order.js";
import type {ModelSettings} from "../reading/model.js";
import {hiddenActivations} from "../reading/own-layers.js";
import type {RunningModel} from "./input.js";
import {scaleTitles} from "./scale.js";

/** What the orders of channels are called. */
const orderTitles: Record<ChannelOrder, string> = {
  "channels last": "channels last, [h, w, 3]",
  "channels first": "channels first, [3, h, w]"
};

/** The orders in which an encoder may give its outputs. */
const orders = ["μ, then log σ²", "log σ², then μ"] as const;

/**
 * Returns menus for what a model’s files leave open: what its last layer gives, how colors lie in it,
 * what its hidden layers do, in which order its encoder gives μ and log σ². None where nothing is open.
 *
 * @param change gets what the reader says instead
 */
export function assumptionMenus(
  {model, settings = {}}: RunningModel,
  change: (settings: ModelSettings) => void
): HTMLElement[] {
  const {scale, isScaleCertain, hidden, isSwapped, order} = model.assumptions;
  const menus: HTMLElement[] = [];
  if (!isScaleCertain) {
    const menu = fieldSelect("Its last layer gives", outputScales, (one) => scaleTitles[one]);
    menus.push(listened(menu, scale, (next) => change({...settings, scale: next})));
  }
  if (order !== undefined) {
    const menu = fieldSelect("Its colors come", channelOrders, (one) => orderTitles[one]);
    menus.push(listened(menu, order, (next) => change({...settings, order: next})));
  }
  if (hidden !== undefined) {
    const menu = fieldSelect("Its hidden layers", hiddenActivations);
    menus.push(listened(menu, hidden, (next) => change({...settings, hidden: next})));
  }
  if (isSwapped !== undefined) {
    const menu = fieldSelect("Its encoder gives", orders);
    const swapped = (next: (typeof orders)[number]) => next === orders[1];
    menus.push(
      listened(menu, orders[isSwapped ? 1 : 0], (next) =>
        change({...settings, isSwapped: swapped(next)})
      )
    );
  }
  return menus;
}

/** Returns a menu that shows a value and hears of others; who holds it hears nothing. */
function listened<Value extends string>(
  menu: FieldSelect<Value>,
  value: Value,
  hear: (value: Value) => void
): HTMLElement {
  menu.value = value;
  menu.addEventListener("input", (event) => {
    event.stopPropagation();
    hear(menu.value);
  });
  return menu;
}
