//! What a view is made of: plain data, with what to do when something happens.
//!
//! In: words and listeners.
//! Out: a [`Node`], which the browser's room draws.
//! Never: the DOM, a session, a word of ours.
//!
//! Every view is one type, so that the program holds one way to draw and not one for each tag of each page: with a type
//! for each, the same views took three times the bytes.

use std::rc::Rc;

/// What a listener hears.
#[derive(Debug, Clone, Default)]
pub struct Event {
    /// The text of the field that it came from.
    pub value: String,
    /// Whether the box that it came from is ticked.
    pub checked: bool,
    /// The field itself, for the doors alone: a place in the browser's own list.
    pub field: Option<FieldNo>,
}

/// A field that an event came from, as the browser knows it.
pub type FieldNo = usize;

/// What is done when something happens.
pub type Listener = Rc<dyn Fn(Event)>;

/// A part of a view.
#[derive(Clone, Default)]
pub enum Node {
    /// Nothing is drawn, and its place is kept.
    #[default]
    Nothing,
    /// Text.
    Text(String),
    /// Parts side by side.
    List(Vec<Node>),
    /// An element.
    Element(Box<Element>),
}

/// An element with its attributes, properties, listeners and parts.
#[derive(Clone, Default)]
pub struct Element {
    /// Its tag.
    pub tag: &'static str,
    /// Its attributes; the last of a name wins.
    pub attributes: Vec<(&'static str, String)>,
    /// The one style property that a view may set, by way of the style object, which policies allow.
    pub width: Option<String>,
    /// The text of a field.
    pub value: Option<String>,
    /// Whether a box is ticked.
    pub checked: Option<bool>,
    /// What it listens to.
    pub listeners: Vec<(&'static str, Listener)>,
    /// What is in it.
    pub children: Vec<Node>,
}

/// A new element.
pub fn el(tag: &'static str) -> Node {
    Node::Element(Box::new(Element { tag, ..Element::default() }))
}

/// Parts side by side.
#[macro_export]
macro_rules! parts {
    ($($part:expr),* $(,)?) => {
        $crate::node::Node::List(vec![$($crate::node::IntoNode::into_node($part)),*])
    };
}

impl Node {
    fn with(mut self, change: impl FnOnce(&mut Element)) -> Self {
        if let Node::Element(element) = &mut self {
            change(element);
        }
        self
    }

    /// Sets an attribute; none leaves it out.
    pub fn attr(self, name: &'static str, value: impl IntoWords) -> Self {
        let words = value.into_words();
        self.with(|element| element.attributes.extend(words.map(|words| (name, words))))
    }

    /// Adds a class where something is so.
    pub fn class_if(self, class: &'static str, so: bool) -> Self {
        if !so {
            return self;
        }
        self.with(|element| match element.attributes.iter_mut().find(|(name, _)| *name == "class") {
            Some((_, classes)) => {
                classes.push(' ');
                classes.push_str(class);
            }
            None => element.attributes.push(("class", class.to_owned())),
        })
    }

    /// Sets how wide it is.
    pub fn width(self, width: String) -> Self {
        self.with(|element| element.width = Some(width))
    }

    /// Sets the text of a field.
    pub fn value(self, value: String) -> Self {
        self.with(|element| element.value = Some(value))
    }

    /// Ticks a box, or not.
    pub fn checked(self, checked: bool) -> Self {
        self.with(|element| element.checked = Some(checked))
    }

    /// Listens to an event.
    pub fn on(self, event: &'static str, listener: impl Fn(Event) + 'static) -> Self {
        let listener: Listener = Rc::new(listener);
        self.with(|element| element.listeners.push((event, listener)))
    }

    /// Adds a part.
    pub fn child(self, part: impl IntoNode) -> Self {
        let part = part.into_node();
        self.with(|element| element.children.push(part))
    }
}

/// What can stand as a part of a view.
pub trait IntoNode {
    /// The part.
    fn into_node(self) -> Node;
}

impl IntoNode for Node {
    fn into_node(self) -> Node {
        self
    }
}

impl IntoNode for () {
    fn into_node(self) -> Node {
        Node::Nothing
    }
}

impl IntoNode for &str {
    fn into_node(self) -> Node {
        Node::Text(self.to_owned())
    }
}

impl IntoNode for String {
    fn into_node(self) -> Node {
        Node::Text(self)
    }
}

impl IntoNode for usize {
    fn into_node(self) -> Node {
        Node::Text(self.to_string())
    }
}

impl IntoNode for u16 {
    fn into_node(self) -> Node {
        Node::Text(self.to_string())
    }
}

impl<T: IntoNode> IntoNode for Option<T> {
    fn into_node(self) -> Node {
        self.map_or(Node::Nothing, T::into_node)
    }
}

impl<T: IntoNode> IntoNode for Vec<T> {
    fn into_node(self) -> Node {
        Node::List(self.into_iter().map(T::into_node).collect())
    }
}

/// What can stand as the value of an attribute; none leaves the attribute out.
pub trait IntoWords {
    /// The value.
    fn into_words(self) -> Option<String>;
}

impl IntoWords for &str {
    fn into_words(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl IntoWords for String {
    fn into_words(self) -> Option<String> {
        Some(self)
    }
}

impl IntoWords for usize {
    fn into_words(self) -> Option<String> {
        Some(self.to_string())
    }
}

impl<T: IntoWords> IntoWords for Option<T> {
    fn into_words(self) -> Option<String> {
        self.and_then(T::into_words)
    }
}
