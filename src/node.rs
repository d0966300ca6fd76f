//! What a view is made of: plain data, with what to do when something happens.
//!
//! In: words and listeners.
//! Out: a [`Node`], which the browser's room draws.
//! Never: the DOM, a session, a word of ours.
//!
//! Every view is one type, so that the program holds one way to draw and not one for each tag of each page: with a type
//! for each, the same views took three times the bytes.

use std::borrow::Cow;
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

/// Words of ours or of the guidance, which are there for good, or words made for the moment.
pub type Words = Cow<'static, str>;

/// A part of a view.
#[derive(Clone, Default)]
pub enum Node {
    /// Nothing is drawn, and its place is kept.
    #[default]
    Nothing,
    /// Text.
    Text(Words),
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
    pub attributes: Vec<(&'static str, Words)>,
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
    // Each of these is a thin door to one function that is not generic: the views call them a thousand times over.

    /// Sets an attribute; none leaves it out.
    pub fn attr(mut self, name: &'static str, value: impl IntoWords) -> Self {
        self.add_attribute(name, value.into_words());
        self
    }

    /// Adds a class where something is so.
    pub fn class_if(mut self, class: &'static str, so: bool) -> Self {
        if so {
            self.add_class(class);
        }
        self
    }

    /// Sets how wide it is.
    pub fn width(mut self, width: String) -> Self {
        if let Node::Element(element) = &mut self {
            element.width = Some(width);
        }
        self
    }

    /// Sets the text of a field.
    pub fn value(mut self, value: String) -> Self {
        if let Node::Element(element) = &mut self {
            element.value = Some(value);
        }
        self
    }

    /// Ticks a box, or not.
    pub fn checked(mut self, checked: bool) -> Self {
        if let Node::Element(element) = &mut self {
            element.checked = Some(checked);
        }
        self
    }

    /// Listens to an event.
    pub fn on(mut self, event: &'static str, listener: impl Fn(Event) + 'static) -> Self {
        self.add_listener(event, Rc::new(listener));
        self
    }

    /// Adds a part.
    pub fn child(mut self, part: impl IntoNode) -> Self {
        self.add_child(part.into_node());
        self
    }

    #[inline(never)]
    fn add_attribute(&mut self, name: &'static str, words: Option<Words>) {
        if let (Node::Element(element), Some(words)) = (self, words) {
            element.attributes.push((name, words));
        }
    }

    #[inline(never)]
    fn add_class(&mut self, class: &'static str) {
        let Node::Element(element) = self else { return };
        match element.attributes.iter_mut().find(|(name, _)| *name == "class") {
            Some((_, classes)) => *classes = [classes, " ", class].concat().into(),
            None => element.attributes.push(("class", class.into())),
        }
    }

    #[inline(never)]
    fn add_listener(&mut self, event: &'static str, listener: Listener) {
        if let Node::Element(element) = self {
            element.listeners.push((event, listener));
        }
    }

    #[inline(never)]
    fn add_child(&mut self, part: Node) {
        if let Node::Element(element) = self {
            element.children.push(part);
        }
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

impl IntoNode for &'static str {
    fn into_node(self) -> Node {
        Node::Text(Cow::Borrowed(self))
    }
}

impl IntoNode for &'static String {
    fn into_node(self) -> Node {
        Node::Text(Cow::Borrowed(self))
    }
}

impl IntoNode for String {
    fn into_node(self) -> Node {
        Node::Text(Cow::Owned(self))
    }
}

impl IntoNode for usize {
    fn into_node(self) -> Node {
        Node::Text(Cow::Owned(self.to_string()))
    }
}

impl IntoNode for u16 {
    fn into_node(self) -> Node {
        Node::Text(Cow::Owned(self.to_string()))
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
    fn into_words(self) -> Option<Words>;
}

impl IntoWords for &'static str {
    fn into_words(self) -> Option<Words> {
        Some(Cow::Borrowed(self))
    }
}

impl IntoWords for String {
    fn into_words(self) -> Option<Words> {
        Some(Cow::Owned(self))
    }
}

impl IntoWords for usize {
    fn into_words(self) -> Option<Words> {
        Some(Cow::Owned(self.to_string()))
    }
}

impl<T: IntoWords> IntoWords for Option<T> {
    fn into_words(self) -> Option<Words> {
        self.and_then(T::into_words)
    }
}
