//! Vietnamese alphabetical order.

use icu_collator::options::{AlternateHandling, CollatorOptions};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

/// Sorts by the letters a ă â b c d đ e ê …, then by tone (ngang huyền hỏi ngã sắc nặng), numbers by value.
///
/// All letters of a text are compared before any tone, as the Unicode tables for Vietnamese have
/// it, not syllable by syllable; ch, nh, ng … are not letters of their own.
#[derive(Debug)]
pub struct Order(CollatorBorrowed<'static>);

impl Order {
    /// The order of Vietnamese.
    ///
    /// # Panics
    /// Never: the tables for Vietnamese are compiled in.
    #[expect(
        clippy::expect_used,
        reason = "the tables are compiled in; a test makes one"
    )]
    pub fn vietnamese() -> Order {
        let mut preferences = CollatorPreferences::from(locale!("vi"));
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let mut options = CollatorOptions::default();
        options.alternate_handling = Some(AlternateHandling::Shifted);
        Order(
            CollatorBorrowed::try_new(preferences, options)
                .expect("the tables for Vietnamese are compiled in"),
        )
    }

    /// A key for a text: keys compare as bytes as the texts do in Vietnamese.
    pub fn key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(text.len() * 2);
        // Writing into a vector cannot fail.
        let Ok(()) = self.0.write_sort_key_to(text, &mut key);
        key
    }
}
