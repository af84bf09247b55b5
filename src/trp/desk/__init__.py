"""The frame of every page: base page, components, who may see what, and one view for every act."""
