//! The widget's wasm. The glue that the build makes of it is what the loader imports to define `<engagement-planner>`;
//! everything it exports stands in [`engagement_planner::element`].

use engagement_planner as _;

fn main() {}
