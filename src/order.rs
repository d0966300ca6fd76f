//! Lists put in order. One way to do it, whatever the list holds: the library's own is compiled anew for each kind of
//! list, and a dozen of them weigh more than the views.

use core::cmp::Ordering;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

/// Puts a list in the order of a key; what has the same key stays as it came.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(list, |one, other| key(one) < key(other));
}

/// Puts things in the order of their ids; what has the same id stays as it came.
pub fn sort_by_id<T>(list: &mut [(String, T)]) {
    sort_by(list, |one, other| one.0 < other.0);
}

fn sort_by<T>(list: &mut [T], before: impl Fn(&T, &T) -> bool) {
    let mut from = order(list.len(), &|one, other| before(&list[one], &list[other]));
    for start in 0..list.len() {
        // Each ring of places is gone round once.
        let mut at = start;
        while from[at] != start {
            let next = from[at];
            from[at] = at;
            list.swap(at, next);
            at = next;
        }
        from[at] = at;
    }
}

/// Words as they come, each of them once.
#[must_use]
pub fn each_once<'a>(words: &mut dyn Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut list: Vec<&str> = Vec::new();
    for word in words {
        if !list.contains(&word.as_str()) {
            list.push(word);
        }
    }
    list
}

/// Numbers in order, each of them once.
#[must_use]
pub fn distinct(numbers: &mut dyn Iterator<Item = u16>) -> Vec<u16> {
    let mut list = Vec::new();
    for number in numbers {
        if let Err(at) = list.binary_search(&number) {
            list.insert(at, number);
        }
    }
    list
}

/// The places of a list in their order: runs that are in order are merged, two by two, until one is left.
fn order(count: usize, before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut run = 1;
    while run < count {
        let mut merged = Vec::with_capacity(count);
        for pair in places.chunks(run * 2) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let (Some(one), Some(other)) = (left.first(), right.first()) {
                if before(*other, *one) {
                    merged.push(*other);
                    right = &right[1..];
                } else {
                    merged.push(*one);
                    left = &left[1..];
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        places = merged;
        run *= 2;
    }
    places
}

/// Ids, each of them once, in their order: for few, as [`ById`] is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ids(Vec<String>);

impl Ids {
    fn place(&self, id: &str) -> Result<usize, usize> {
        search(self.0.len(), id, &|at| &self.0[at])
    }

    /// Whether an id is there.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.place(id).is_ok()
    }

    /// Puts an id in, where it is not there yet.
    pub fn insert(&mut self, id: String) {
        if let Err(at) = self.place(&id) {
            self.0.insert(at, id);
        }
    }

    /// Takes an id out, where it is there.
    pub fn remove(&mut self, id: &str) {
        if let Ok(at) = self.place(id) {
            self.0.remove(at);
        }
    }

    /// Takes out those that are not to be kept.
    pub fn retain(&mut self, keep: impl FnMut(&String) -> bool) {
        self.0.retain(keep);
    }

    /// Takes all of them out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Each of them.
    pub fn iter(&self) -> core::slice::Iter<'_, String> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Ids {
    type Item = &'a String;
    type IntoIter = core::slice::Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<String> for Ids {
    fn from_iter<I: IntoIterator<Item = String>>(ids: I) -> Self {
        let mut all = Self::default();
        ids.into_iter().for_each(|id| all.insert(id));
        all
    }
}

impl<const N: usize> From<[String; N]> for Ids {
    fn from(ids: [String; N]) -> Self {
        ids.into_iter().collect()
    }
}

impl Serialize for Ids {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(&self.0)
    }
}

/// Things by their ids, in the order of the ids: for few, where a tree would be more program than the things are worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ById<T>(Vec<(String, T)>);

impl<T> Default for ById<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ById<T> {
    /// Things as they come; where an id comes twice, the later one stays.
    fn of(mut all: Vec<(String, T)>) -> Self {
        sort_by_id(&mut all);
        all.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                core::mem::swap(later, kept);
            }
            same
        });
        Self(all)
    }

    fn place(&self, id: &str) -> Result<usize, usize> {
        search(self.0.len(), id, &|at| self.0[at].0.as_str())
    }

    /// The thing with an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&T> {
        self.place(id).ok().map(|at| &self.0[at].1)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        self.place(id).ok().map(|at| &mut self.0[at].1)
    }

    /// Puts a thing under an id, in place of what stood there.
    pub fn insert(&mut self, id: String, thing: T) {
        match self.place(&id) {
            Ok(at) => self.0[at].1 = thing,
            Err(at) => self.0.insert(at, (id, thing)),
        }
    }

    /// Takes away what stands under an id.
    pub fn remove(&mut self, id: &str) {
        if let Ok(at) = self.place(id) {
            self.0.remove(at);
        }
    }

    /// Each id with its thing.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &T)> {
        self.0.iter().map(|(id, thing)| (id, thing))
    }

    /// Each thing, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().map(|(_, thing)| thing)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn search<'a>(count: usize, id: &str, id_at: &dyn Fn(usize) -> &'a str) -> Result<usize, usize> {
    let (mut from, mut to) = (0, count);
    while from < to {
        let at = usize::midpoint(from, to);
        match id_at(at).cmp(id) {
            Ordering::Less => from = at + 1,
            Ordering::Greater => to = at,
            Ordering::Equal => return Ok(at),
        }
    }
    Err(from)
}

impl<T> FromIterator<(String, T)> for ById<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(things: I) -> Self {
        Self::of(things.into_iter().collect())
    }
}

impl<T: Serialize> Serialize for ById<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (id, thing) in &self.0 {
            map.serialize_entry(id, thing)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_sorted_as_the_library_would() {
        for count in 0..70_u32 {
            let mut list: Vec<(u32, u32)> = (0..count).map(|at| ((at * 37 + count) % 11, at)).collect();
            let mut other = list.clone();
            sort_by_key(&mut list, |one| one.0);
            other.sort_by_key(|one| one.0);
            assert_eq!(list, other);
        }
    }

    #[test]
    fn things_stand_by_their_ids_and_the_later_one_stays() {
        let pairs = [("b", 1), ("a", 2), ("c", 3), ("b", 4)].map(|(id, thing)| (id.to_owned(), thing));
        let mut all: ById<i32> = pairs.into_iter().collect();
        assert_eq!(
            all.iter().map(|(id, thing)| (id.as_str(), *thing)).collect::<Vec<_>>(),
            [("a", 2), ("b", 4), ("c", 3)]
        );
        all.insert("aa".to_owned(), 5);
        all.remove("c");
        assert_eq!((all.get("aa"), all.get("c"), all.get("b"), all.len()), (Some(&5), None, Some(&4), 3));
    }

    #[test]
    fn ids_come_once_and_in_order() {
        let mut all: Ids = ["b", "a", "c", "b"].map(str::to_owned).into();
        assert_eq!(all.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "b", "c"]);
        all.remove("b");
        all.insert("aa".to_owned());
        assert_eq!((all.contains("b"), all.contains("aa"), all.len()), (false, true, 3));
        all.retain(|id| id != "c");
        assert_eq!(all, Ids::from(["a".to_owned(), "aa".to_owned()]));
        all.clear();
        assert!(all.is_empty());
    }

    #[test]
    fn numbers_come_once() {
        assert_eq!(distinct(&mut [3, 1, 3, 2, 1].into_iter()), [1, 2, 3]);
    }
}
