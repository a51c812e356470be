//! The place of one value, by walking the text with the parser until it arrives.
//!
//! The parser keeps no places, but an error raised while a value is visited carries that value's.
//! Costs a walk of the whole text: `outline` finds most places in one walk for all, and is held
//! against this one.

use crate::source::yaml::Step;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use std::fmt;

/// What the second walk raises at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Aim {
    Value,
    /// The key itself, after so many of the same name.
    Key(usize),
}

pub(super) fn locate(text: &str, path: &[Step], aim: Aim) -> Option<usize> {
    let error = Find { path, aim }
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .err()?;
    let at = error.location()?.index();
    (at <= text.len()).then_some(at)
}

struct Find<'a> {
    path: &'a [Step],
    aim: Aim,
}

impl<'de> DeserializeSeed<'de> for Find<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        if self.path.is_empty() {
            from.deserialize_any(Raise)
        } else {
            from.deserialize_any(self)
        }
    }
}

/// Accepts nothing: every value is an error, raised where the value stands.
struct Raise;

impl Visitor<'_> for Raise {
    type Value = ();
    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("arrival")
    }
}

impl<'de> Visitor<'de> for Find<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a path")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Key(want), rest)) = self.path.split_first() else {
            return Ok(());
        };
        let mut before = match self.aim {
            Aim::Key(nth) if rest.is_empty() => Some(nth),
            _ => None,
        };
        while let Some(found) = map.next_key_seed(FindKey {
            want,
            before: &mut before,
        })? {
            if found {
                return map.next_value_seed(Find {
                    path: rest,
                    aim: self.aim,
                });
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Some((Step::Index(index), rest)) = self.path.split_first() else {
            return Ok(());
        };
        for _ in 0..*index {
            list.next_element::<IgnoredAny>()?;
        }
        list.next_element_seed(Find {
            path: rest,
            aim: self.aim,
        })?;
        Ok(())
    }
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let (_, value) = tagged.variant::<IgnoredAny>()?;
        value.newtype_variant_seed(self)
    }
}

struct FindKey<'a> {
    want: &'a str,
    /// How many keys of this name to pass before raising; `None` when the value is wanted.
    before: &'a mut Option<usize>,
}

impl<'de> DeserializeSeed<'de> for FindKey<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FindKey<'_> {
    type Value = bool;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<bool, E> {
        if value != self.want {
            return Ok(false);
        }
        match self.before {
            None => Ok(true),
            Some(0) => Err(E::custom("arrival")),
            Some(left) => {
                *left -= 1;
                Ok(false)
            }
        }
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.visit_str(&value.to_string())
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        self.visit_str(&value.to_string())
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        self.visit_str(&value.to_string())
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        self.visit_str(&value.to_string())
    }
    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        self.visit_str("")
    }
}
