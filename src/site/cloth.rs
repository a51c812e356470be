//! Every former district has its cloth: one of eight patterns in one of eight palettes.
//!
//! A cloth follows its district everywhere, so that a catalogue without a single photograph looks
//! finished and people come to know a district by its weave. The patterns are geometric and new;
//! none looks like a star, and none is taken from a community's ceremonial cloth.

use crate::catalogue::place::District;
use std::sync::LazyLock;

/// A pattern in a palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cloth {
    motif: usize,
    palette: usize,
}

/// A pattern: one tile, in which `B`, `S` and `A` after a quotation mark stand for the three colours.
struct Motif {
    id: &'static str,
    width: u32,
    height: u32,
    drawing: &'static str,
}

/// The patterns. The drawing of each is repeated without a seam in both directions.
const MOTIFS: [Motif; 8] = [
    // Roofs, mountains.
    Motif {
        id: "mai",
        width: 48,
        height: 32,
        drawing: r#"<path fill="S" d="M0 32 24 8l24 24H37L24 19 11 32zM0 0h11L0 11zM48 0v11L37 0z"/><path fill="A" d="M24 25l7 7H17z"/><path fill="none" stroke="A" stroke-width="2.6" d="M-4 22 24-6l28 28M-4 54l28-28 28 28"/>"#,
    },
    // Lozenges in steps, as a loom makes them.
    Motif {
        id: "thoi",
        width: 48,
        height: 48,
        drawing: r#"<path fill="S" fill-rule="evenodd" d="M21 0h6v6h6v6h6v6h6v12h-6v6h-6v6h-6v6h-6v-6h-6v-6H9v-6H3V18h6v-6h6V6h6zM21 12v6h-6v12h6v6h6v-6h6V18h-6v-6z"/><path fill="A" d="M24 17.5l6.5 6.5-6.5 6.5-6.5-6.5zM0-7l7 7-7 7zM48-7v14l-7-7zM0 41l7 7H0zM48 41v7h-7z"/>"#,
    },
    // Split bamboo, woven in three directions.
    Motif {
        id: "nan",
        width: 32,
        height: 56,
        drawing: r#"<path fill="none" stroke="S" stroke-width="5" d="M-2-3.5l36 63M34-3.5l-36 63M0 14h32M0 42h32"/><path fill="none" stroke="A" stroke-width="1.5" d="M0 11h32M0 17h32M0 39h32M0 45h32"/><path fill="A" d="M16-4l4 4-4 4-4-4zM16 52l4 4-4 4-4-4zM0 24l4 4-4 4zM32 24v8l-4-4z"/>"#,
    },
    // Sedge, laid over and under.
    Motif {
        id: "coi",
        width: 48,
        height: 32,
        drawing: r#"<path stroke="S" stroke-width="5" d="M2 4h20M26 12h20M2 20h20M26 28h20"/><path stroke="A" stroke-width="2.2" d="M27 4h6M37 4h8M3 12h8M15 12h6M27 20h8M39 20h6M3 28h6M13 28h8"/>"#,
    },
    // Waves.
    Motif {
        id: "song",
        width: 48,
        height: 28,
        drawing: r#"<g fill="none" stroke-width="3"><path stroke="S" d="M3.4 24.3a22 22 0 0 1 41.2 0M3.4-3.7a22 22 0 0 1 41.2 0M-20.6 10.3a22 22 0 0 1 41.2 0M27.4 10.3a22 22 0 0 1 41.2 0M-20.6 38.3a22 22 0 0 1 41.2 0M27.4 38.3a22 22 0 0 1 41.2 0"/><path stroke="A" stroke-width="2.2" d="M13 25a13 13 0 0 1 22 0M-11 11a13 13 0 0 1 22 0M37 11a13 13 0 0 1 22 0"/></g>"#,
    },
    // Terraces.
    Motif {
        id: "ruong",
        width: 96,
        height: 40,
        drawing: r#"<path fill="S" d="M0 30c20 0 28-20 48-20s28 20 48 20v8c-20 0-28-20-48-20S20 38 0 38z"/><path fill="none" stroke="A" stroke-width="2.6" d="M0 22c20 0 28-20 48-20s28 20 48 20"/><path fill="none" stroke="S" stroke-width="2" d="M0 14c20 0 28-20 48-20s28 20 48 20M0 54c20 0 28-20 48-20s28 20 48 20"/>"#,
    },
    // Grains.
    Motif {
        id: "hat",
        width: 36,
        height: 36,
        drawing: r#"<path fill="S" d="M3 15C3 7 7 3 15 3c0 8-4 12-12 12zM21 33c0-8 4-12 12-12 0 8-4 12-12 12z"/><path fill="A" d="M22 4c7 0 10 3 10 10-7 0-10-3-10-10zM4 22c7 0 10 3 10 10-7 0-10-3-10-10z"/><path fill="B" d="M4 14l9-9M22 32l9-9" stroke="B" stroke-width="1.5"/>"#,
    },
    // Flowers of four petals.
    Motif {
        id: "hoa",
        width: 44,
        height: 44,
        drawing: r#"<path fill="S" d="M22 22C10 22 6 16 6 6c10 0 16 4 16 16C22 10 28 6 38 6c0 10-4 16-16 16 12 0 16 6 16 16-10 0-16-4-16-16 0 12-6 16-16 16 0-10 4-16 16-16z"/><path fill="A" d="M22 17l5 5-5 5-5-5zM0-5l5 5-5 5zM44-5V5l-5-5zM0 39l5 5H0zM44 39v5h-5zM22 0l2.5 2.5L22 5l-2.5-2.5zM22 39l2.5 2.5L22 44l-2.5-2.5z"/>"#,
    },
];

/// Base, second colour, accent. The same as the theme's own colours, so that page and cloth agree.
const PALETTES: [(&str, [&str; 3]); 8] = [
    ("tea", ["#0e4a38", "#1f7a4d", "#f7b733"]),
    ("honey", ["#f7b733", "#e5951f", "#a92b1b"]),
    ("indigo", ["#22407f", "#3f66b8", "#f6edd3"]),
    ("brick", ["#a92b1b", "#cc4b33", "#f7b733"]),
    ("sea", ["#0f6a78", "#2b93a0", "#f6edd3"]),
    ("straw", ["#ead9a6", "#cdae62", "#0e4a38"]),
    ("plum", ["#6e2a55", "#9c4a82", "#f7b733"]),
    ("rice", ["#a3b63c", "#c8d666", "#0e4a38"]),
];

impl Cloth {
    /// The cloth of products whose district is not decided: plain sedge.
    pub const UNDECIDED: Cloth = Cloth {
        motif: 3,
        palette: 5,
    };

    /// One for each district, in their order: as stated, else by the district's id, so that it stays
    /// when others come and go; where the one before it has the same, the next.
    pub fn all(districts: &[District]) -> Vec<Cloth> {
        let mut cloths: Vec<Cloth> = Vec::with_capacity(districts.len());
        for district in districts {
            let stated = district.cloth.as_deref().and_then(Cloth::parse);
            let cloth = stated.unwrap_or_else(|| {
                let own = fnv_1a(&district.slug);
                match cloths.last() {
                    Some(before) if *before == Cloth::of(own) => Cloth::of(own.wrapping_add(1)),
                    _ => Cloth::of(own),
                }
            });
            cloths.push(cloth);
        }
        cloths
    }

    /// Pattern and palette with either sign between them: `song/sea` as editors write it, `song-sea` as pages do.
    pub fn parse(text: &str) -> Option<Cloth> {
        let (motif, palette) = text.split_once(['/', '-'])?;
        Some(Cloth {
            motif: MOTIFS.iter().position(|known| known.id == motif)?,
            palette: PALETTES.iter().position(|(known, _)| *known == palette)?,
        })
    }

    /// `song-sea`
    pub fn id(self) -> &'static str {
        static MADE: LazyLock<Vec<String>> = LazyLock::new(|| {
            let of =
                |Cloth { motif, palette }| format!("{}-{}", MOTIFS[motif].id, PALETTES[palette].0);
            Cloth::each().map(of).collect()
        });
        &MADE[self.nth()]
    }

    /// An SVG `<pattern>` whose id is `c-` and the cloth's, for `fill="url(#c-song-sea)"`. One unit is
    /// about a pixel; no styles, so that it may stand in any page.
    pub fn pattern(self) -> &'static str {
        static MADE: LazyLock<Vec<String>> =
            LazyLock::new(|| Cloth::each().map(Cloth::drawn).collect());
        &MADE[self.nth()]
    }

    /// Every motif in every palette.
    fn each() -> impl Iterator<Item = Cloth> {
        let palettes = |motif| (0..PALETTES.len()).map(move |palette| Cloth { motif, palette });
        (0..MOTIFS.len()).flat_map(palettes)
    }

    /// Its place among [`Cloth::each`].
    fn nth(self) -> usize {
        self.motif * PALETTES.len() + self.palette
    }

    fn drawn(self) -> String {
        let Motif {
            width,
            height,
            drawing,
            ..
        } = MOTIFS[self.motif];
        let [base, second, accent] = PALETTES[self.palette].1;
        let drawing = drawing
            .replace("\"B\"", &format!("\"{base}\""))
            .replace("\"S\"", &format!("\"{second}\""))
            .replace("\"A\"", &format!("\"{accent}\""));
        format!(
            "<pattern id=\"c-{}\" width=\"{width}\" height=\"{height}\" \
             patternUnits=\"userSpaceOnUse\"><path fill=\"{base}\" \
             d=\"M0 0h{width}v{height}H0z\"/>{drawing}</pattern>",
            self.id()
        )
    }

    fn of(number: u64) -> Cloth {
        // Both are below 8, so they fit.
        let part = |number: u64| usize::try_from(number % 8).unwrap_or_default();
        Cloth {
            motif: part(number / 8),
            palette: part(number),
        }
    }
}

/// The hash of Fowler, Noll and Vo in 64 bits, variant 1a: short, and the same on every machine.
fn fnv_1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn district(slug: &str, cloth: Option<&str>) -> District {
        District {
            name: slug.to_owned(),
            slug: slug.to_owned(),
            province: String::new(),
            cloth: cloth.map(str::to_owned),
        }
    }

    fn ids(districts: &[District]) -> Vec<&'static str> {
        Cloth::all(districts).into_iter().map(Cloth::id).collect()
    }

    #[test]
    fn a_cloth_is_stated_or_follows_from_the_id_and_neighbours_differ() {
        assert_eq!(fnv_1a("a"), 0xaf63_dc4c_8601_ec8c);
        let own = ids(&[district("huyen-trieu-son", None)]);
        assert_eq!(ids(&[district("huyen-trieu-son", None)]), own);
        assert_eq!(ids(&[district("x", Some("song/sea"))]), ["song-sea"]);
        let stated = own[0].replacen('-', "/", 1);
        let twins = ids(&[
            district("x", Some(&stated)),
            district("huyen-trieu-son", None),
        ]);
        assert_eq!(twins[0], own[0]);
        assert_ne!(twins[1], own[0]);
        let unknown = ids(&[district("huyen-trieu-son", Some("x/y"))]);
        assert_eq!(unknown, own);
    }

    #[test]
    fn every_cloth_is_small_whole_and_needs_no_style() {
        for number in 0..64 {
            let cloth = Cloth::of(number);
            assert_eq!(Cloth::parse(cloth.id()), Some(cloth));
            let pattern = cloth.pattern();
            assert!(
                (290..=640).contains(&pattern.len()),
                "{} {}",
                pattern.len(),
                cloth.id()
            );
            assert!(!pattern.contains("style") && !pattern.contains("\"S\""));
            let opened = pattern.matches('<').count() - pattern.matches("</").count();
            let closed = pattern.matches("/>").count() + pattern.matches("</").count();
            assert_eq!(opened, closed, "{pattern}");
        }
    }
}
