//! Lists put in order. One way to do it, whatever the list holds: the library's own is compiled anew for each kind of
//! list, and a dozen of them weigh more than the views.

/// Puts a list in the order of a key; what has the same key stays as it came.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    let mut from = order(list.len(), &|one, other| key(&list[one]) < key(&list[other]));
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
    fn numbers_come_once() {
        assert_eq!(distinct(&mut [3, 1, 3, 2, 1].into_iter()), [1, 2, 3]);
    }
}
