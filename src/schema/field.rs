//! A field of a file: its key, its labels, the rule it obeys.

/// One field. Checks, messages, new files and documentation are all made from it.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// As written before the colon.
    pub key: &'static str,
    /// Label in Vietnamese.
    pub vi: &'static str,
    /// Label in English.
    pub en: &'static str,
    /// What may stand after the colon.
    pub kind: Kind,
    /// Whether a file without it is refused.
    pub required: bool,
    /// A value as an editor would write it.
    pub example: &'static str,
}

/// What may stand after the colon.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One line of text of so many characters.
    Text {
        /// Fewest characters.
        min: usize,
        /// Most characters.
        max: usize,
    },
    /// Text that may have several lines.
    Long {
        /// Most characters.
        max: usize,
    },
    /// An id: a–z, 0–9, `-`, 1 to 80 signs.
    Id,
    /// Five digits, quoted.
    Commune,
    /// The same where a place is referred to: a name is met with the code to write.
    CommuneRef,
    /// A word out of a list.
    Word(&'static [&'static str]),
    /// A whole number.
    Whole {
        /// The smallest allowed.
        min: i64,
        /// The largest allowed.
        max: i64,
    },
    /// A number, with a point for the fraction.
    Number {
        /// The smallest allowed.
        min: f64,
        /// The largest allowed.
        max: f64,
    },
    /// `true` or `false`.
    Bool,
    /// A day.
    Day,
    /// A day, a month or a year.
    Date,
    /// An address of the net; https alone where asked.
    Url {
        /// Whether http is refused.
        https: bool,
    },
    /// A path of the site, from its root.
    SitePath,
    /// A file below `content/images/`.
    Image,
    /// A text of a fixed form.
    Form(Form),
    /// A whole number, or a map of two.
    Price,
    /// A list, each element of one kind.
    List {
        /// Kind of each element.
        of: &'static Kind,
        /// Most elements.
        max: usize,
    },
    /// A map with its own fields.
    Map(&'static [Field]),
    /// Numbers by star level: `{3: 52, 4: 17}`.
    ByStar,
}

/// A text of a fixed form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `68-24916-1-2021` or `68-676-24916-1-2021`.
    ProductCode,
    /// 8, 12, 13 or 14 digits with a sound check digit.
    Gtin,
    /// Eight lower-case signs of Crockford's base 32.
    Short,
    /// Two capital letters.
    Country,
    /// Digits, spaces, dots, a leading plus.
    Phone,
    /// A telephone number, or an address of a Zalo page with or without `https://`.
    Zalo,
    /// `name@host`.
    Email,
    /// `#rrggbb`.
    Colour,
    /// `2018-2020`.
    Period,
    /// Two lower-case letters.
    Language,
    /// `song/sea`.
    Cloth,
}

impl Field {
    /// An optional field.
    pub const fn new(
        key: &'static str,
        vi: &'static str,
        en: &'static str,
        kind: Kind,
        example: &'static str,
    ) -> Field {
        Field {
            key,
            vi,
            en,
            kind,
            required: false,
            example,
        }
    }

    /// The same field with another example: one that is true beside its neighbours.
    pub const fn like(mut self, example: &'static str) -> Field {
        self.example = example;
        self
    }

    /// The same field, without which a file is refused.
    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }
}
