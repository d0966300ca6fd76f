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

/// A part of a view. It is one word wide, so that a view is built in little code: a thousand calls hand it on.
#[derive(Clone, Default)]
pub struct Node(Option<Box<Shape>>);

/// What a part of a view is, where it is anything.
#[derive(Clone)]
pub enum Shape {
    /// Text.
    Text(Words),
    /// Parts side by side.
    List(Vec<Node>),
    /// An element.
    Element(Element),
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
#[inline(never)]
pub fn el(tag: &'static str) -> Node {
    Node::from(Shape::Element(Element { tag, ..Element::default() }))
}

/// Parts side by side.
#[macro_export]
macro_rules! parts {
    ($($part:expr),* $(,)?) => {
        $crate::node::Node::list(vec![$($crate::node::IntoNode::into_node($part)),*])
    };
}

impl From<Shape> for Node {
    fn from(shape: Shape) -> Self {
        Self(Some(Box::new(shape)))
    }
}

impl Node {
    /// Nothing is drawn, and its place is kept.
    pub const NOTHING: Node = Node(None);

    /// Parts side by side.
    #[inline(never)]
    #[must_use]
    pub fn list(parts: Vec<Node>) -> Self {
        Self::from(Shape::List(parts))
    }

    /// Whether nothing is drawn.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.0.is_none()
    }

    /// What it is; none where it is nothing.
    #[must_use]
    pub fn shape(self) -> Option<Shape> {
        self.0.map(|shape| *shape)
    }

    /// What it is, to be taken from.
    pub fn shape_mut(&mut self) -> Option<&mut Shape> {
        self.0.as_deref_mut()
    }

    fn element(&mut self) -> Option<&mut Element> {
        match self.shape_mut() {
            Some(Shape::Element(element)) => Some(element),
            _ => None,
        }
    }

    /// Adds its words to a text, one part after the other.
    pub fn words(&self, text: &mut String) {
        match self.0.as_deref() {
            None => {}
            Some(Shape::Text(words)) => {
                text.push_str(words);
                text.push(' ');
            }
            Some(Shape::List(parts)) => parts.iter().for_each(|part| part.words(text)),
            Some(Shape::Element(element)) => element.children.iter().for_each(|part| part.words(text)),
        }
    }

    // Each of these is a thin door to one function that is not generic.

    /// Sets an attribute; none leaves it out.
    pub fn attr(self, name: &'static str, value: impl IntoWords) -> Self {
        value.set(self, name)
    }

    /// Adds a class where something is so.
    #[inline(never)]
    pub fn class_if(mut self, class: &'static str, so: bool) -> Self {
        if let (Some(element), true) = (self.element(), so) {
            match element.attributes.iter_mut().find(|(name, _)| *name == "class") {
                Some((_, classes)) => *classes = [classes, " ", class].concat().into(),
                None => element.attributes.push(("class", class.into())),
            }
        }
        self
    }

    /// Sets how wide it is.
    pub fn width(mut self, width: String) -> Self {
        if let Some(element) = self.element() {
            element.width = Some(width);
        }
        self
    }

    /// Sets the text of a field.
    pub fn value(mut self, value: String) -> Self {
        if let Some(element) = self.element() {
            element.value = Some(value);
        }
        self
    }

    /// Ticks a box, or not.
    pub fn checked(mut self, checked: bool) -> Self {
        if let Some(element) = self.element() {
            element.checked = Some(checked);
        }
        self
    }

    /// Listens to an event.
    pub fn on(self, event: &'static str, listener: impl Fn(Event) + 'static) -> Self {
        self.with_listener(event, Rc::new(listener))
    }

    /// Adds a part.
    pub fn child(self, part: impl IntoNode) -> Self {
        self.with_child(part.into_node())
    }

    #[inline(never)]
    fn with_fixed_attribute(self, name: &'static str, words: &'static str) -> Self {
        self.with_attribute(name, Cow::Borrowed(words))
    }

    #[inline(never)]
    fn with_own_attribute(self, name: &'static str, words: String) -> Self {
        self.with_attribute(name, Cow::Owned(words))
    }

    fn with_attribute(mut self, name: &'static str, words: Words) -> Self {
        if let Some(element) = self.element() {
            element.attributes.push((name, words));
        }
        self
    }

    #[inline(never)]
    fn with_listener(mut self, event: &'static str, listener: Listener) -> Self {
        if let Some(element) = self.element() {
            element.listeners.push((event, listener));
        }
        self
    }

    #[inline(never)]
    fn with_child(mut self, part: Node) -> Self {
        if let Some(element) = self.element() {
            element.children.push(part);
        }
        self
    }

    #[inline(never)]
    fn fixed_text(words: &'static str) -> Self {
        Self::from(Shape::Text(Cow::Borrowed(words)))
    }

    #[inline(never)]
    fn own_text(words: String) -> Self {
        Self::from(Shape::Text(Cow::Owned(words)))
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
        Node::NOTHING
    }
}

impl IntoNode for &'static str {
    fn into_node(self) -> Node {
        Node::fixed_text(self)
    }
}

impl IntoNode for &'static String {
    fn into_node(self) -> Node {
        Node::fixed_text(self)
    }
}

impl IntoNode for String {
    fn into_node(self) -> Node {
        Node::own_text(self)
    }
}

impl IntoNode for usize {
    fn into_node(self) -> Node {
        Node::own_text(self.to_string())
    }
}

impl IntoNode for u16 {
    fn into_node(self) -> Node {
        Node::own_text(self.to_string())
    }
}

impl<T: IntoNode> IntoNode for Option<T> {
    fn into_node(self) -> Node {
        self.map_or(Node::NOTHING, T::into_node)
    }
}

impl<T: IntoNode> IntoNode for Vec<T> {
    fn into_node(self) -> Node {
        Node::list(self.into_iter().map(T::into_node).collect())
    }
}

/// What can stand as the value of an attribute; none leaves the attribute out.
pub trait IntoWords {
    /// Sets it.
    #[must_use]
    fn set(self, node: Node, name: &'static str) -> Node;
}

impl IntoWords for &'static str {
    fn set(self, node: Node, name: &'static str) -> Node {
        node.with_fixed_attribute(name, self)
    }
}

impl IntoWords for &'static String {
    fn set(self, node: Node, name: &'static str) -> Node {
        node.with_fixed_attribute(name, self)
    }
}

impl IntoWords for String {
    fn set(self, node: Node, name: &'static str) -> Node {
        node.with_own_attribute(name, self)
    }
}

impl IntoWords for usize {
    fn set(self, node: Node, name: &'static str) -> Node {
        node.with_own_attribute(name, self.to_string())
    }
}

impl<T: IntoWords> IntoWords for Option<T> {
    fn set(self, node: Node, name: &'static str) -> Node {
        match self {
            Some(words) => words.set(node, name),
            None => node,
        }
    }
}
