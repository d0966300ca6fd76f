//! Looks for what may point to one person in words that somebody typed: an NHS number, an e-mail address, a telephone
//! number, a postcode. It warns and never blocks, so it would rather miss one than call out all the time.

/// What words may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Personal {
    /// Ten figures with the right check digit.
    NhsNumber,
    /// An e-mail address.
    Email,
    /// A telephone number of the United Kingdom.
    Telephone,
    /// A whole postcode.
    Postcode,
}

impl Personal {
    /// It, as something that the words hold.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Personal::NhsNumber => "an NHS number",
            Personal::Email => "an e-mail address",
            Personal::Telephone => "a telephone number",
            Personal::Postcode => "a whole postcode",
        }
    }
}

/// What a text may hold, each kind once, in order.
#[must_use]
pub fn found(text: &str) -> Vec<Personal> {
    let bytes = text.as_bytes();
    let mut kinds = Vec::new();
    let numbers = groups(bytes);
    let mut add = |kind: Personal, there: bool| {
        if there {
            kinds.push(kind);
        }
    };
    let starts = || (0..numbers.len()).map(|at| &numbers[at..]);
    add(Personal::NhsNumber, starts().any(|from| is_nhs_number(bytes, from)));
    add(Personal::Email, (0..bytes.len()).any(|at| bytes[at] == b'@' && is_email(bytes, at)));
    add(Personal::Telephone, starts().any(|from| is_telephone(bytes, from)));
    add(Personal::Postcode, has_postcode(bytes));
    kinds
}

/// A group of figures: from here to there, and whether the next one stands just after it, as in one number.
struct Group {
    from: usize,
    to: usize,
    joined: bool,
}

/// Groups of figures. One that touches a letter is a code, and no number.
fn groups(bytes: &[u8]) -> Vec<Group> {
    let mut list: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let from = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        let letter = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
        if letter(from.checked_sub(1).and_then(|before| bytes.get(before))) || letter(bytes.get(at)) {
            continue;
        }
        // Between the groups of one number stand a blank, a hyphen or brackets, and nothing else.
        if let Some(last) = list.last_mut() {
            let between = &bytes[last.to..from];
            last.joined = between.len() <= 3 && between.iter().all(|byte| b" -()".contains(byte));
        }
        list.push(Group { from, to: at, joined: false });
    }
    list
}

/// The figures of the first groups that belong together, so many groups at the most, one more group at a time.
fn joined(bytes: &[u8], from: &[Group], most: usize, is: &dyn Fn(&[u8], &[usize]) -> bool) -> bool {
    let (mut figures, mut lengths) = (Vec::new(), Vec::new());
    for group in from.iter().take(most) {
        figures.extend_from_slice(&bytes[group.from..group.to]);
        lengths.push(group.to - group.from);
        if figures.len() > 14 {
            return false;
        }
        if is(&figures, &lengths) {
            return true;
        }
        if !group.joined {
            return false;
        }
    }
    false
}

/// Ten figures in one group, or in three, four at the end, with the check digit of modulus 11.
fn is_nhs_number(bytes: &[u8], from: &[Group]) -> bool {
    joined(bytes, from, 3, &|figures, lengths| {
        if figures.len() != 10 || !matches!(lengths, [10] | [3, 3, 4]) {
            return false;
        }
        let value = |at: usize| u32::from(figures[at] - b'0');
        let sum: u32 = (0..9).zip((2..=10).rev()).map(|(at, weight)| value(at) * weight).sum();
        match 11 - sum % 11 {
            11 => value(9) == 0,
            10 => false,
            check => value(9) == check,
        }
    })
}

/// Ten or eleven figures that begin as the numbers here do, or the same after the code of the country.
fn is_telephone(bytes: &[u8], from: &[Group]) -> bool {
    let plus = from[0].from.checked_sub(1).is_some_and(|before| bytes[before] == b'+');
    joined(bytes, from, 6, &|figures, _| {
        let national = match figures {
            [b'4', b'4', rest @ ..] if plus => rest,
            [b'0', b'0', b'4', b'4', rest @ ..] => rest,
            [b'0', rest @ ..] => rest,
            _ => return false,
        };
        // The nought in brackets that some write after the code.
        let national = national.strip_prefix(b"0").unwrap_or(national);
        matches!(national.len(), 9 | 10) && matches!(national[0], b'1' | b'2' | b'3' | b'7' | b'8')
    })
}

/// Whether an at sign stands within an address: a name before it; after it words with dots, the last of letters.
fn is_email(bytes: &[u8], at: usize) -> bool {
    let of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+'-".contains(byte);
    if !at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(of_name) {
        return false;
    }
    let rest = &bytes[at + 1..];
    let end =
        rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b".-".contains(byte))).unwrap_or(rest.len());
    let mut labels = rest[..end].split(|byte| *byte == b'.').filter(|label| !label.is_empty()).rev();
    let last = labels.next().is_some_and(|label| label.len() >= 2 && label.iter().all(u8::is_ascii_alphabetic));
    last && labels.next().is_some()
}

/// Whether a whole postcode stands in the text, as a word or two.
fn has_postcode(bytes: &[u8]) -> bool {
    let words: Vec<&[u8]> = bytes.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b' ').collect();
    words.iter().any(|run| {
        let words: Vec<&[u8]> = run.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).collect();
        let whole = words.iter().any(|word| word.len() > 4 && is_postcode(word.split_at(word.len() - 3)));
        whole || words.windows(2).any(|pair| is_postcode((pair[0], pair[1])))
    })
}

fn is_postcode((outward, inward): (&[u8], &[u8])) -> bool {
    // "2nd" is an order, and no half of a postcode.
    let order = [&b"st"[..], b"nd", b"rd", b"th"].iter().any(|end| inward.ends_with(end));
    inward.len() == 3
        && inward[0].is_ascii_digit()
        && inward[1..].iter().all(|byte| byte.is_ascii_alphabetic() && !b"CIKMOV".contains(&byte.to_ascii_uppercase()))
        && !order
        && is_outward(&outward.to_ascii_uppercase())
}

/// The first half of a postcode: one or two letters, a figure, and a figure or a letter at the most.
fn is_outward(word: &[u8]) -> bool {
    let letters = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let area = (letters == 1 || letters == 2)
        && !b"QVX".contains(&word[0])
        && word.get(1).is_none_or(|second| !b"IJZ".contains(second));
    area && match &word[letters..] {
        [first] => first.is_ascii_digit(),
        [first, second] if second.is_ascii_digit() => first.is_ascii_digit(),
        [first, last] if letters == 1 => first.is_ascii_digit() && b"ABCDEFGHJKPSTUW".contains(last),
        [first, last] => first.is_ascii_digit() && b"ABEHMNPRVWXY".contains(last),
        _ => false,
    }
}
