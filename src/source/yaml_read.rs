//! The values of a YAML text, under a watch that counts them.

use crate::source::yaml::{Budget, KeyPath, Node, Step};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

/// One document into values.
pub(super) fn parse(text: &str, watch: &RefCell<Watch>) -> Result<Node, serde_yaml::Error> {
    Read(watch).deserialize(serde_yaml::Deserializer::from_str(text))
}

/// What is kept an eye on while a text is read.
#[derive(Debug, Default)]
pub(super) struct Watch {
    pub(super) budget: Budget,
    nodes: usize,
    path: KeyPath,
    /// Keys met before in their map, with how many stood before them.
    pub(super) twice: Vec<(KeyPath, usize)>,
    pub(super) spent: Option<Spent>,
}

impl Watch {
    /// Nothing read yet.
    pub(super) fn new(budget: Budget) -> Watch {
        Watch {
            budget,
            ..Watch::default()
        }
    }
}

/// Which limit was reached.
#[derive(Debug)]
pub(super) enum Spent {
    Depth,
    Nodes,
}

struct Read<'a>(&'a RefCell<Watch>);

impl Read<'_> {
    fn enter<E: Error>(&self) -> Result<(), E> {
        let mut watch = self.0.borrow_mut();
        watch.nodes += 1;
        if watch.nodes > watch.budget.nodes {
            watch.spent = Some(Spent::Nodes);
            return Err(E::custom("nodes"));
        }
        if watch.path.len() > watch.budget.depth {
            watch.spent = Some(Spent::Depth);
            return Err(E::custom("depth"));
        }
        Ok(())
    }

    fn leaf<E: Error>(&self, node: Node) -> Result<Node, E> {
        self.enter()?;
        Ok(node)
    }
}

impl<'de> DeserializeSeed<'de> for Read<'_> {
    type Value = Node;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Node, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Read<'_> {
    type Value = Node;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }
    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.leaf(Node::Null)
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.leaf(Node::Bool(value))
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.leaf(Node::Int(value.into()))
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.leaf(Node::Int(value.into()))
    }
    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.leaf(Node::Int(value))
    }
    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        self.leaf(Node::Int(i128::try_from(value).unwrap_or(i128::MAX)))
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.leaf(Node::Float(value))
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.leaf(Node::Text(value.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        self.enter()?;
        let mut items = Vec::new();
        loop {
            self.0.borrow_mut().path.push(Step::Index(items.len()));
            let item = list.next_element_seed(Read(self.0))?;
            self.0.borrow_mut().path.pop();
            match item {
                Some(item) => items.push(item),
                None => return Ok(Node::List(items)),
            }
        }
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        self.enter()?;
        let mut entries: Vec<(String, Node)> = Vec::new();
        let mut met: BTreeMap<String, usize> = BTreeMap::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            let times = met.entry(key.clone()).or_default();
            let (known, nth) = (*times > 0, *times);
            *times += 1;
            self.0.borrow_mut().path.push(Step::Key(key.clone()));
            if known {
                let mut watch = self.0.borrow_mut();
                let path = watch.path.clone();
                watch.twice.push((path, nth));
            }
            let value = map.next_value_seed(Read(self.0))?;
            self.0.borrow_mut().path.pop();
            if !known {
                entries.push((key, value));
            }
        }
        Ok(Node::Map(entries))
    }
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        let (_, value) = tagged.variant::<IgnoredAny>()?;
        value.newtype_variant_seed(self)
    }
}

struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = String;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<String, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = String;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a plain key")
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }
    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Ok(String::new())
    }
}
